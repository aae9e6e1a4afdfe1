import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { coalesce } from './live.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('coalesce', () => {
  it('turns a burst of hints into one flush of distinct keys', () => {
    const flush = vi.fn();
    const take = coalesce(
      flush,
      (hint) => [[hint.kind], ['tickets.get', { id: hint.id }]],
      () => 50,
    );
    for (let round = 0; round < 20; round++) take({ kind: 'tickets.list', id: 7 });
    take({ kind: 'tickets.list', id: 8 });
    expect(flush).not.toHaveBeenCalled();
    vi.advanceTimersByTime(200);
    expect(flush).toHaveBeenCalledOnce();
    expect(flush.mock.calls[0]?.[0]).toEqual([['tickets.list'], ['tickets.get', { id: 7 }], ['tickets.get', { id: 8 }]]);
  });
  it('does not wake up for hints that touch nothing', () => {
    const flush = vi.fn();
    coalesce(flush, () => [])({ kind: 'x', id: 1 });
    vi.advanceTimersByTime(1000);
    expect(flush).not.toHaveBeenCalled();
  });
});
