import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchIdle } from './idle.ts';

const page = new EventTarget();
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('says once that nobody is there, and once that somebody is back', () => {
  const told: boolean[] = [];
  const isIdle = watchIdle((idle) => told.push(idle));
  vi.advanceTimersByTime(4 * 60_000);
  page.dispatchEvent(new Event('keydown'));
  vi.advanceTimersByTime(4 * 60_000);
  expect([told, isIdle()]).toEqual([[], false]);
  vi.advanceTimersByTime(20 * 60_000);
  expect([told, isIdle()]).toEqual([[true], true]);
  page.dispatchEvent(new Event('pointermove'));
  page.dispatchEvent(new Event('pointermove'));
  expect([told, isIdle()]).toEqual([[true, false], false]);
});
