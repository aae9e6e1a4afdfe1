import { describe, expect, it } from 'vitest';
import {
  age,
  daysBetween,
  formatBytes,
  formatCountdown,
  formatDay,
  formatDuration,
  fromLocalInput,
  relativeTime,
  shortStamp,
  toLocalInput,
} from './time.ts';

const berlin = { locale: 'en-GB', timeZone: 'Europe/Berlin' };
const now = Date.parse('2026-11-20T09:42:00.000Z');

describe('relativeTime', () => {
  it.each([
    ['2026-11-20T09:41:50.000Z', 'now'],
    ['2026-11-20T09:22:00.000Z', '20 min ago'],
    ['2026-11-20T08:12:00.000Z', 'Today, 09:12'],
    ['2026-11-19T16:20:00.000Z', 'Yesterday, 17:20'],
    ['2026-11-17T15:42:00.000Z', 'Tue, 16:42'],
    ['2026-11-02T07:51:00.000Z', '2 Nov, 08:51'],
    ['2025-11-02T07:51:00.000Z', '2 Nov 2025'],
    ['not a date', ''],
  ])('%s reads %s', (instant, words) => expect(relativeTime(instant, now, berlin)).toBe(words));

  it('says yesterday by the calendar of the zone, not by 24 hours', () => {
    const afterMidnight = Date.parse('2026-11-19T23:05:00.000Z');
    expect(relativeTime('2026-11-19T22:50:00.000Z', afterMidnight, berlin)).toBe('Yesterday, 23:50');
    expect(relativeTime('2026-11-19T22:50:00.000Z', afterMidnight, { ...berlin, timeZone: 'UTC' })).toBe('15 min ago');
  });
  it('speaks German', () => {
    expect(shortStamp('2026-11-19T16:20:00.000Z', now, { ...berlin, locale: 'de' })).toBe('Gestern, 17:20');
  });
});

describe('daysBetween', () => {
  it('counts whole calendar days over a change of the clocks', () => {
    expect(daysBetween(Date.parse('2026-10-24T12:00:00Z'), Date.parse('2026-10-26T00:30:00Z'), 'Europe/Berlin')).toBe(2);
  });
});

describe('short forms', () => {
  it('age', () =>
    expect(['2026-11-20T09:38:00Z', '2026-11-20T07:00:00Z', '2026-11-17T07:00:00Z'].map((instant) => age(instant, now, berlin))).toEqual([
      '4 min',
      '2 h',
      '3 d',
    ]));
  it('countdown', () =>
    expect([42, -18, 26 * 60].map((minutes) => formatCountdown(minutes * 60_000, 'en'))).toEqual(['0:42', '−0:18', '1 d 2 h']));
  it('duration', () => expect([25, 72, 0].map((minutes) => formatDuration(minutes, 'en-GB'))).toEqual(['25 min', '1 h 12 min', '0 min']));
  it('bytes', () => expect([900, 214_000, 1_240_000].map((bytes) => formatBytes(bytes, 'en'))).toEqual(['900 B', '214 kB', '1.2 MB']));
  it('a day is never shifted by a zone', () => expect(formatDay('2026-12-01', 'en-GB')).toBe('Tuesday, 1 December 2026'));
});

describe('clock times of a form field', () => {
  it.each([
    ['2026-12-01T09:30', 'Europe/Berlin', '2026-12-01T08:30:00.000Z'],
    ['2026-07-01T09:30', 'Europe/Berlin', '2026-07-01T07:30:00.000Z'],
    ['2026-12-01T23:30', 'America/Los_Angeles', '2026-12-02T07:30:00.000Z'],
    ['2026-10-25T12:00', 'Europe/Berlin', '2026-10-25T11:00:00.000Z'],
  ])('%s in %s', (local, zone, instant) => {
    expect(fromLocalInput(local, zone)).toBe(instant);
    expect(toLocalInput(instant, zone)).toBe(local);
  });
  it('has no instant for half a date', () => expect(fromLocalInput('2026-12', 'UTC')).toBeNull());
});
