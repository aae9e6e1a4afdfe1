import { expect, it } from 'vitest';
import { partOfDay } from './greeting.ts';

it.each([
  ['2026-11-20T08:12:00Z', 'Europe/Berlin', 'morning'],
  ['2026-11-20T11:00:00Z', 'Europe/Berlin', 'day'],
  ['2026-11-20T11:00:00Z', 'America/New_York', 'morning'],
  ['2026-11-20T17:00:00Z', 'Europe/Berlin', 'evening'],
  ['2026-11-20T23:30:00Z', 'Europe/Berlin', 'evening'],
  ['2026-11-20T23:30:00Z', 'Asia/Tokyo', 'morning'],
] as const)('%s in %s: %s', (at, zone, part) => expect(partOfDay(Date.parse(at), zone)).toBe(part));
