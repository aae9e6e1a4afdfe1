import type { QuietHours } from '@portico/contracts/notifications/shapes.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, localTime } from './local-time.rules.ts';
import { weekUnder } from './preview.rules.ts';
import { alertsFor, choiceOf, nextDigest, quietUntil } from './settings.rules.ts';

const quiet = (more: Partial<QuietHours> = {}): QuietHours => ({
  on: true,
  from: '22:00',
  until: '07:00',
  days: [1, 2, 3, 4, 5, 6, 7],
  urgent: true,
  ...more,
});
const BERLIN = 'Europe/Berlin';
const ZONES = [
  BERLIN,
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'UTC',
  'no/such zone',
];

describe('the next summary', () => {
  it.each([
    ['a winter morning', '2026-11-21T07:59:59.999Z', 'digest', BERLIN, '2026-11-21T08:00:00.000Z'],
    ['exactly at nine: the day after', '2026-11-21T08:00:00.000Z', 'digest', BERLIN, '2026-11-22T08:00:00.000Z'],
    ['over the night in which an hour is skipped', '2027-03-27T12:00:00.000Z', 'digest', BERLIN, '2027-03-28T07:00:00.000Z'],
    ['over the night in which an hour comes twice', '2027-10-30T12:00:00.000Z', 'digest', BERLIN, '2027-10-31T08:00:00.000Z'],
    ['half an hour off', '2026-11-21T03:00:00.000Z', 'digest', 'Asia/Kolkata', '2026-11-21T03:30:00.000Z'],
    ['a Monday that is still Sunday in UTC', '2026-11-21T08:00:00.000Z', 'weekly', 'Pacific/Auckland', '2026-11-22T20:00:00.000Z'],
    ['the Monday after a Monday', '2026-11-23T08:00:00.000Z', 'weekly', BERLIN, '2026-11-30T08:00:00.000Z'],
    ['a zone nobody knows: UTC', '2026-11-21T08:00:00.000Z', 'digest', 'no/such zone', '2026-11-21T09:00:00.000Z'],
  ] as const)('%s', (_what, after, when, zone, expected) => {
    expect(nextDigest(after, when, zone)).toBe(expected);
  });

  it('is nine o’clock on that clock, after the moment, and within a day or a week', () => {
    const moment = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) }).map((ms) => new Date(ms).toISOString());
    fc.assert(
      fc.property(moment, fc.constantFrom(...ZONES), fc.constantFrom('digest', 'weekly'), (after, zone, when) => {
        const at = nextDigest(after, when as 'digest', zone);
        const { minute, weekday } = localTime(at, zone);
        expect(minute).toBe(540);
        if (when === 'weekly') expect(weekday).toBe(1);
        expect(at > after).toBe(true);
        expect(Date.parse(at) - Date.parse(after)).toBeLessThanOrEqual((when === 'digest' ? 25 : 169) * 3_600_000);
      }),
    );
  });
});

describe('quiet hours', () => {
  it.each([
    ['before midnight', '2026-11-21T22:30:00.000Z', quiet(), '2026-11-22T06:00:00.000Z'],
    ['after midnight', '2026-11-21T02:00:00.000Z', quiet(), '2026-11-21T06:00:00.000Z'],
    ['over at their end', '2026-11-21T06:00:00.000Z', quiet(), null],
    ['not begun', '2026-11-21T20:59:59.999Z', quiet(), null],
    ['begun', '2026-11-21T21:00:00.000Z', quiet(), '2026-11-22T06:00:00.000Z'],
    ['switched off', '2026-11-21T22:30:00.000Z', quiet({ on: false }), null],
    // 21 November 2026 is a Saturday.
    ['of Saturday night, on Sunday morning', '2026-11-22T03:00:00.000Z', quiet({ days: [6] }), '2026-11-22T06:00:00.000Z'],
    ['of Sunday night only, on Sunday morning', '2026-11-22T03:00:00.000Z', quiet({ days: [7] }), null],
    ['within one day', '2026-11-21T11:30:00.000Z', quiet({ from: '12:00', until: '13:00' }), '2026-11-21T12:00:00.000Z'],
    ['shorter by the skipped hour', '2027-03-27T23:00:00.000Z', quiet(), '2027-03-28T05:00:00.000Z'],
    ['longer by the hour that comes twice', '2027-10-30T22:00:00.000Z', quiet(), '2027-10-31T06:00:00.000Z'],
  ] as const)('%s', (_what, now, hours, expected) => {
    expect(quietUntil(hours, BERLIN, now)).toBe(expected);
  });

  it('that begin at a time which is skipped begin an hour later', () => {
    expect(instantOf('2027-03-28', 150, BERLIN)).toBe('2027-03-28T01:30:00.000Z');
    expect(quietUntil(quiet({ from: '02:30', until: '04:00' }), BERLIN, '2027-03-28T01:29:00.000Z')).toBeNull();
    expect(quietUntil(quiet({ from: '02:30', until: '04:00' }), BERLIN, '2027-03-28T01:31:00.000Z')).toBe('2027-03-28T02:00:00.000Z');
  });

  it('end after they began, whatever they are', () => {
    const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
    const moment = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) }).map((ms) => new Date(ms).toISOString());
    fc.assert(
      fc.property(time, time, moment, fc.constantFrom(...ZONES), (from, until, now, zone) => {
        const end = quietUntil(quiet({ from, until }), zone, now);
        if (end !== null) expect(end > now && Date.parse(end) - Date.parse(now) <= 25 * 3_600_000).toBe(true);
        if (from === until) expect(end).toBeNull();
      }),
    );
  });
});

describe('a choice', () => {
  const topic = { key: 'lamps', audience: 'tech', email: 'digest', desktop: true } as const;
  it('is the default where nothing was chosen, and no sign on the desktop of what is not in the bell', () => {
    expect(choiceOf(topic, undefined)).toEqual({ inApp: true, desktop: true, email: 'digest' });
    expect(choiceOf(topic, { inApp: false, desktop: null, email: null })).toEqual({ inApp: false, desktop: false, email: 'digest' });
    expect(choiceOf({ ...topic, inApp: false }, { inApp: true, desktop: true, email: 'weekly' })).toEqual({
      inApp: false,
      desktop: false,
      email: 'weekly',
    });
  });

  it('sounds for what is urgent, and pops up for what is high, where that is wanted', () => {
    const on = choiceOf(topic, undefined);
    const both = { quiet: quiet(), sound: true, popUps: true };
    expect(alertsFor(on, both, { isUrgent: true, isHigh: true })).toEqual(['desktop', 'sound', 'pop-up']);
    expect(alertsFor(on, both, { isUrgent: false, isHigh: true })).toEqual(['desktop', 'pop-up']);
    expect(alertsFor({ ...on, desktop: false }, { ...both, sound: false, popUps: false }, { isUrgent: true, isHigh: true })).toEqual([]);
    expect(alertsFor({ ...on, inApp: false }, both, { isUrgent: true, isHigh: true })).toEqual([]);
  });
});

describe('last week', () => {
  const topics = [{ key: 'lamps', audience: 'tech', email: 'immediate', desktop: true } as const];
  const past = [
    { topic: 'lamps', at: '2026-11-18T10:00:00.000Z', critical: false, count: 4 },
    { topic: 'lamps', at: '2026-11-18T23:00:00.000Z', critical: false, count: 3 },
    { topic: 'lamps', at: '2026-11-19T01:00:00.000Z', critical: true, count: 1 },
    { topic: 'gone', at: '2026-11-19T01:00:00.000Z', critical: true, count: 9 },
  ];
  const under = (choices: object, hours = quiet({ on: false })) =>
    weekUnder(past, topics, { choices: choices as never, quiet: hours, timeZone: BERLIN });
  it('is counted as these settings would have made it', () => {
    expect(under({})).toEqual({ notices: 8, atNight: 4, held: 0, mails: 8, desktop: 8 });
    // Four come at once, three with one mail at seven, and what is urgent comes through.
    expect(under({}, quiet())).toEqual({ notices: 8, atNight: 1, held: 3, mails: 6, desktop: 5 });
    expect(under({}, quiet({ urgent: false }))).toMatchObject({ held: 4, atNight: 0, mails: 5 });
    expect(under({ lamps: { inApp: null, desktop: false, email: 'digest' } })).toMatchObject({ mails: 1, desktop: 0 });
    expect(under({ lamps: { inApp: false, desktop: null, email: 'disabled' } })).toEqual({
      notices: 0,
      atNight: 0,
      held: 0,
      mails: 0,
      desktop: 0,
    });
  });
});
