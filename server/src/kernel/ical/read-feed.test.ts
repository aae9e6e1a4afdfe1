import { monitorEventLoopDelay } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { type FeedError, readFeed } from './read-feed.ts';

const FROM = '2026-11-20T00:00:00.000Z';
const TO = '2026-12-05T00:00:00.000Z';

const calendar = (...parts: string[]) => Buffer.from(['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts, 'END:VCALENDAR', ''].join('\r\n'));
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'SUMMARY:Secret title', ...lines, 'END:VEVENT'].join('\r\n');
const read = (bytes: Uint8Array, zone = 'Europe/Berlin') => readFeed(bytes, { from: FROM, to: TO, zone });
/** `22 09:00–10:00` in UTC, the month left out. */
const short = (time: { startsAt: string; endsAt: string }) => `${time.startsAt.slice(5, 16)}–${time.endsAt.slice(5, 16)}`;
const busyOf = async (...parts: string[]) => (await read(calendar(...parts))).busy.map(short);
const failure = (work: Promise<unknown>): Promise<FeedError> =>
  work.then(
    () => Promise.reject(new Error('It was read.')),
    (error) => error,
  );

describe('reads', { timeout: 30_000 }, () => {
  it('plain, lasting, folded and long-winded events, and says nothing but times', async () => {
    const said = await read(
      calendar(
        event('DTSTART:20261122T090000Z', 'DTEND:20261122T100000Z'),
        event('DTSTART:20261123T090000Z', 'DURATION:PT1H30M'),
        event('DTSTART:2026112', ' 4T090000Z', 'DTEND:20261124T', '\t093000Z', `DESCRIPTION:${'x'.repeat(50_000)}`),
        event(
          'BEGIN:VALARM',
          'DTSTART:20200101T000000Z',
          'TRIGGER:-PT15M',
          'END:VALARM',
          'DTSTART:20261125T090000Z',
          'DTEND:20261125T100000Z',
        ),
      ),
    );
    expect(said.busy.map(short)).toEqual([
      '11-22T09:00–11-22T10:00',
      '11-23T09:00–11-23T10:30',
      '11-24T09:00–11-24T09:30',
      '11-25T09:00–11-25T10:00',
    ]);
    expect(said).toMatchObject({ events: 4, skipped: 0 });
    expect(JSON.stringify(said)).not.toContain('Secret');
  });

  it('what touches or overlaps as one busy time, cut at the window', async () => {
    expect(
      await busyOf(
        event('DTSTART:20261122T090000Z', 'DTEND:20261122T100000Z'),
        event('DTSTART:20261122T093000Z', 'DTEND:20261122T110000Z'),
        event('DTSTART:20261122T110000Z', 'DTEND:20261122T113000Z'),
        event('DTSTART:20261101T000000Z', 'DTEND:20261120T030000Z'),
      ),
    ).toEqual(['11-20T00:00–11-20T03:00', '11-22T09:00–11-22T11:30']);
  });

  it('whole days in the owner’s zone, and leaves out what is free, cancelled, or lasts no time', async () => {
    const day = ['DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261125'];
    const hour = ['DTSTART:20261122T090000Z', 'DTEND:20261122T100000Z'];
    expect(
      await busyOf(
        event(...day),
        event(...hour, 'TRANSP:TRANSPARENT'),
        event(...hour, 'STATUS:CANCELLED'),
        event(...hour, 'X-MICROSOFT-CDO-BUSYSTATUS:FREE'),
        event('DTSTART:20261122T090000Z'),
        event('DTSTART:20261122T090000Z', 'DTEND:20261122T080000Z'),
      ),
    ).toEqual(['11-23T23:00–11-24T23:00']);
  });

  it('repetitions without the ones that were taken out, moved or cancelled', async () => {
    expect(
      await busyOf(
        event(
          'UID:weekly',
          'DTSTART;TZID=Europe/Berlin:20240101T100000',
          'DTEND;TZID=Europe/Berlin:20240101T110000',
          'RRULE:FREQ=DAILY;UNTIL=20261126T090000Z',
          'EXDATE;TZID=Europe/Berlin:20261121T100000,20261122T100000',
          'EXDATE;VALUE=DATE:20261120',
        ),
        event('UID:weekly', 'RECURRENCE-ID;TZID=Europe/Berlin:20261123T100000', 'DTSTART:20261123T150000Z', 'DTEND:20261123T160000Z'),
        event('UID:weekly', 'RECURRENCE-ID:20261124T090000Z', 'DTSTART:20261124T090000Z', 'DTEND:20261124T100000Z', 'STATUS:CANCELLED'),
      ),
    ).toEqual(['11-23T15:00–11-23T16:00', '11-25T09:00–11-25T10:00', '11-26T09:00–11-26T10:00']);
  });

  it('the same time of day on both sides of a change of clocks, and times that the change leaves out', async () => {
    const spring = (...parts: string[]) =>
      readFeed(calendar(...parts), { from: '2026-03-26T00:00:00Z', to: '2026-04-01T00:00:00Z', zone: 'Europe/Berlin' });
    const daily = event(
      'DTSTART;TZID=Europe/Berlin:20260327T090000',
      'DTEND;TZID=Europe/Berlin:20260327T100000',
      'RRULE:FREQ=DAILY;COUNT=4',
    );
    expect((await spring(daily)).busy.map((time) => time.startsAt.slice(8, 16))).toEqual(['27T08:00', '28T08:00', '29T07:00', '30T07:00']);
    const gap = event('DTSTART;TZID=Europe/Berlin:20260329T023000', 'DTEND;TZID=Europe/Berlin:20260329T033000');
    expect((await spring(gap)).events).toBe(1);
    const night = event('DTSTART;VALUE=DATE:20260329', 'DTEND;VALUE=DATE:20260330');
    expect((await spring(night)).busy.map(short)).toEqual(['03-28T23:00–03-29T22:00']);
  });

  it('zones by name, by path, by the feed’s own words, and without a word the owner’s', async () => {
    const own = [
      'BEGIN:VTIMEZONE\r\nTZID:Customized Time Zone\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000',
      'TZOFFSETFROM:+0545\r\nTZOFFSETTO:+0545\r\nEND:STANDARD\r\nEND:VTIMEZONE',
    ];
    const at = (zone: string, day: string) => event(`DTSTART${zone}:202611${day}T120000`, `DTEND${zone}:202611${day}T130000`);
    expect(
      await busyOf(
        ...own,
        at(';TZID=America/New_York', '21'),
        at(';TZID=/mozilla.org/20050126_1/Asia/Tokyo', '22'),
        at(';TZID="Customized Time Zone"', '23'),
        at(';TZID=Middle-earth/Shire', '24'),
        at('', '25'),
      ),
    ).toEqual([
      '11-21T17:00–11-21T18:00',
      '11-22T03:00–11-22T04:00',
      '11-23T06:15–11-23T07:15',
      '11-24T11:00–11-24T12:00',
      '11-25T11:00–11-25T12:00',
    ]);
  });

  it('nothing of events that are our own feed’s', async () => {
    const mine = event('UID:away-1-2@schedule.portico', 'DTSTART:20261122T090000Z', 'DTEND:20261122T100000Z');
    const said = await readFeed(calendar(mine), { from: FROM, to: TO, zone: 'UTC', ownUids: '@schedule.portico' });
    expect(said.busy).toEqual([]);
  });
});

describe('survives', { timeout: 60_000 }, () => {
  const good = event('DTSTART:20261122T090000Z', 'DTEND:20261122T100000Z');
  const GOOD = '11-22T09:00–11-22T10:00';

  it('broken events, each at its own cost', async () => {
    const said = await read(
      calendar(
        event('DTSTART:yesterday', 'DTEND:20261122T100000Z'),
        event('DTSTART:20261122T090000Z', 'DTEND:20261122T100000Z', 'RRULE:FREQ=NEVER;INTERVAL=x'),
        event('UID:no start'),
        event('this line is none', ':', ';;;', 'DTSTART'),
        'BEGIN:VEVENT\r\nDTSTART:20261122T090000Z',
        good,
      ),
    );
    expect(said.busy.map(short)).toEqual([GOOD]);
    expect(said.skipped).toBeGreaterThanOrEqual(4);
  });

  it('a feed that breaks off, one without line ends, and bytes that are no text', async () => {
    const whole = calendar(good, event('DTSTART:20261123T090000Z', 'DTEND:20261123T100000Z'));
    expect((await read(whole.subarray(0, whole.length - 60))).busy.map(short)).toEqual([GOOD]);
    expect((await read(Buffer.from(`BEGIN:VCALENDAR${'x'.repeat(3_000_000)}`)).catch((error) => error.reason)) as unknown).toBe(
      'no-calendar',
    );
    expect((await read(Buffer.concat([calendar(good), Buffer.alloc(200_000, 0xff)]))).busy.map(short)).toEqual([GOOD]);
    expect((await read(Buffer.from(calendar(good).toString().replaceAll('\r\n', '\n')))).busy.map(short)).toEqual([GOOD]);
  });

  it('rules that never find a day: those events are left out, the others count', async () => {
    const hangs = (uid: string) =>
      event(`UID:${uid}`, 'DTSTART:20200101T090000Z', 'DTEND:20200101T100000Z', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31');
    const said = await read(calendar(hangs('a'), good, hangs('b')));
    expect(said.busy.map(short)).toEqual([GOOD]);
    expect(said.skipped).toBe(2);
  });

  it('events that repeat every second, for ever and since long ago', async () => {
    const every = (start: string) => event(`DTSTART:${start}`, 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY');
    const said = await read(calendar(every('19700101T000000Z'), every('20261121T000000Z'), good));
    expect(said.skipped).toBe(2);
    expect(said.busy.map(short)).toContain(GOOD);
    expect(said.busy.length).toBeLessThan(10);
    const counted = event('DTSTART:20261101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY;COUNT=999999999');
    expect(await read(calendar(counted, good))).toMatchObject({ skipped: 1, events: 2 });
  });

  it('rules that began decades ago as quickly as new ones', async () => {
    const rules = [
      { rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH', days: 14 },
      { rule: 'FREQ=DAILY;INTERVAL=3', days: 3 },
      { rule: 'FREQ=DAILY;BYDAY=MO;BYHOUR=9,15', days: 1 },
      { rule: 'FREQ=HOURLY;INTERVAL=36', days: 3 },
      { rule: 'FREQ=MINUTELY;INTERVAL=4320', days: 3 },
    ];
    const began = Date.UTC(1900, 0, 2, 9);
    for (const { rule, days } of rules) {
      const steps = Math.floor((Date.parse('2026-11-01T00:00:00Z') - began) / (days * 86_400_000));
      const from = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
      const since = (ms: number) => event(`DTSTART:${from(ms)}`, 'DURATION:PT1H', `RRULE:${rule}`);
      const fresh = await busyOf(since(began + steps * days * 86_400_000));
      expect(fresh.length, rule).toBeGreaterThan(1);
      expect(await busyOf(since(began)), rule).toEqual(fresh);
      expect(await busyOf(...Array.from({ length: 300 }, () => since(began))), rule).toEqual(fresh);
    }
  });

  it('time zones that change every second, or in lists of thousands', async () => {
    const wild = (tzid: string, ...lines: string[]) =>
      [
        `BEGIN:VTIMEZONE\r\nTZID:${tzid}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000`,
        ...lines,
        'TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE',
      ].join('\r\n');
    const dates = Array.from(
      { length: 5_000 },
      (_, n) => `RDATE:2026${String((n % 12) + 1).padStart(2, '0')}01T0000${String(n % 60).padStart(2, '0')}`,
    );
    const said = await read(
      calendar(
        wild('Seconds', 'RRULE:FREQ=SECONDLY'),
        wild('Lists', ...dates),
        event('DTSTART;TZID=Seconds:20261122T100000', 'DTEND;TZID=Seconds:20261122T110000'),
        event('DTSTART;TZID=Lists:20261122T100000', 'DTEND;TZID=Lists:20261122T110000'),
      ),
    );
    expect(said.busy.map(short)).toEqual([GOOD]);
  });

  it('tens of thousands of events, and a stack of components a hundred thousand deep', async () => {
    const past = event('DTSTART:20150101T090000Z', 'DTEND:20150101T100000Z');
    expect((await read(calendar(...Array.from({ length: 30_000 }, () => past), good))).busy.map(short)).toEqual([GOOD]);
    const deep = `BEGIN:VEVENT\r\n${'BEGIN:VALARM\r\n'.repeat(100_000)}${'END:VALARM\r\n'.repeat(100_000)}END:VEVENT`;
    expect((await read(calendar(deep, good))).busy.map(short)).toEqual([GOOD]);
  });

  it('all of it without holding up anything else', async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const hangs = event('DTSTART:20200101T090000Z', 'DTEND:20200101T100000Z', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31');
    const weekly = (n: number) => event(`UID:${n}`, 'DTSTART:20100101T090000Z', 'DURATION:PT5M', 'RRULE:FREQ=WEEKLY');
    await read(calendar(hangs, ...Array.from({ length: 2_000 }, (_, n) => weekly(n))));
    delay.disable();
    expect(delay.max / 1e6).toBeLessThan(250);
  });
});

describe('refuses', { timeout: 60_000 }, () => {
  it('what is no calendar', async () => {
    for (const page of ['<!doctype html><title>Sign in</title>', '', '{"events":[]}'])
      expect((await failure(read(Buffer.from(page)))).reason).toBe('no-calendar');
  });

  it('a feed that is made of hanging events', async () => {
    const hangs = event('DTSTART:20200101T090000Z', 'DTEND:20200101T100000Z', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31');
    expect((await failure(read(calendar(...Array.from({ length: 50 }, () => hangs))))).reason).toBe('too-much');
  });
});
