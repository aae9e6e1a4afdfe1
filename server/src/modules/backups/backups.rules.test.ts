import { describe, expect, it } from 'vitest';
import { isDue, isPartialName, nameOf, newestOf, slotStart, timeOf, toRemove } from './backups.rules.ts';

const at = (iso: string): number => Date.parse(iso);
const nightly = { everyHours: 24, hour: 2 };
const due = (now: string, newest: string | null, failed: string | null = null, schedule = nightly) =>
  isDue(schedule, { nowMs: at(now), newestMs: newest === null ? null : at(newest), failedMs: failed === null ? null : at(failed) });

describe('a backup is due', () => {
  it('at once when there is none', () => expect(due('2026-11-22T13:00:00Z', null)).toBe(true));
  it('once per period, from its hour on', () => {
    expect(due('2026-11-22T01:59:59Z', '2026-11-21T02:00:30Z')).toBe(false);
    expect(due('2026-11-22T02:00:00Z', '2026-11-21T02:00:30Z')).toBe(true);
    expect(due('2026-11-22T23:00:00Z', '2026-11-22T02:00:30Z')).toBe(false);
  });
  it('later, when the server was off at the hour', () => expect(due('2026-11-22T09:10:00Z', '2026-11-20T02:00:30Z')).toBe(true));
  it('every six hours around the hour that was asked for', () => {
    const schedule = { everyHours: 6, hour: 2 };
    const starts = [1, 2, 7, 8, 14, 21].map((hour) =>
      new Date(slotStart(schedule, Date.UTC(2026, 10, 22, hour, 30))).toISOString().slice(8, 13),
    );
    expect(starts).toEqual(['21T20', '22T02', '22T02', '22T08', '22T14', '22T20']);
  });
  it('an hour after a failure, not every ten minutes', () => {
    expect(due('2026-11-22T02:50:00Z', '2026-11-21T02:00:30Z', '2026-11-22T02:00:00Z')).toBe(false);
    expect(due('2026-11-22T03:00:00Z', '2026-11-21T02:00:30Z', '2026-11-22T02:00:00Z')).toBe(true);
  });
  it('although one was made, or failed, while the clock was ahead', () => {
    expect(due('2026-11-22T03:00:00Z', '2027-11-21T02:00:30Z')).toBe(true);
    expect(due('2026-11-22T03:00:00Z', '2026-11-21T02:00:30Z', '2027-11-22T02:00:00Z')).toBe(true);
    // A clock that was set back by a few minutes makes no second one.
    expect(due('2026-11-22T01:58:00Z', '2026-11-22T02:00:30Z')).toBe(false);
    const names = ['portico-20261121T020030Z.backup', 'portico-20271121T020030Z.backup', 'mine.backup'];
    expect(newestOf(names, at('2026-11-22T03:00:00Z'))).toBe(at('2026-11-21T02:00:30Z'));
    expect(newestOf(names.slice(1), at('2026-11-22T03:00:00Z'))).toBeNull();
  });
});

describe('old backups', () => {
  it('have names that say when they were begun', () => {
    expect(nameOf('2026-11-22T02:00:07.123Z')).toBe('portico-20261122T020007Z.backup');
    expect(timeOf('portico-20261122T020007Z.backup')).toBe(at('2026-11-22T02:00:07Z'));
    expect([timeOf('portico-20261122T020007Z.backup.partial'), timeOf('mine.backup')]).toEqual([null, null]);
    expect([isPartialName('portico-20261122T020007Z.backup.partial'), isPartialName('mine.backup.partial')]).toEqual([true, false]);
  });
  it('go when they are too many, the newest never', () => {
    const now = at('2026-11-22T02:00:01Z');
    const names = [
      'portico-20261120T020000Z.backup',
      'portico-20261122T020000Z.backup',
      'portico-20261121T020000Z.backup',
      'keep-me.backup',
    ];
    expect(toRemove(names, 2, now)).toEqual(['portico-20261120T020000Z.backup']);
    expect(toRemove(names, 0, now)).toEqual(['portico-20261120T020000Z.backup', 'portico-20261121T020000Z.backup']);
    expect(toRemove(names.slice(0, 1), 1, now)).toEqual([]);
    // One of a clock that was ahead pushes out none, and is not taken for the newest.
    const ahead = 'portico-20280101T000000Z.backup';
    expect(toRemove([...names, ahead], 2, now)).toEqual(['portico-20261120T020000Z.backup']);
    expect(toRemove([names[0] ?? '', ahead], 1, now)).toEqual([]);
  });
});
