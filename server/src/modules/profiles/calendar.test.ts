import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakeIcal, startFakeIcal } from '../../../test/start-fake-ical.ts';
import { type Someone, type World, world } from '../../../test/world.ts';
import { nowIso, nowMs } from '../../kernel/clock.ts';
import { parseAllowed } from '../../kernel/outbound/allow-list.ts';
import { createOutbound } from '../../kernel/outbound/fetch-outside.ts';
import { DUE_JOB, END_JOB } from './profiles.jobs.ts';

let w: World;
let fake: FakeIcal;
let tech: Someone;
let other: Someone;
let contact: Someone;
/** What names lead to; a list of several answers is given one after the other, as a name that is bound anew gives them. */
const names = new Map<string, string[]>();
beforeAll(async () => {
  fake = await startFakeIcal();
  const allow = [`calendar.test:${fake.port}`, `127.0.0.1:${fake.port}`].map((entry) => parseAllowed(entry)!);
  names.set('calendar.test', ['127.0.0.1']);
  const outbound = createOutbound({
    allow,
    resolve: async (host) => {
      const answers = names.get(host) ?? [];
      return [(answers.length > 1 ? answers.shift() : answers[0]) ?? '127.0.0.1'];
    },
  });
  w = await world({ services: { outbound } });
  [tech, other] = [await w.tech({ name: 'Tom Tech' }), await w.tech()];
  contact = await w.contact();
}, 60_000);
afterAll(async () => {
  fake?.stop();
  await w?.close();
});
beforeEach(async () => {
  // Asking is limited by session, and the clock goes on by days.
  [tech, other, contact] = [await w.session(tech), await w.session(other), await w.session(contact)];
  await tech.call('DELETE', '/me/calendar');
  await tech.call('PUT', '/me/availability', { state: 'available' });
  await w.db.execute(sql`update accounts set active = true where id = ${tech.id}`);
  await w.drain();
});

const inMinutes = (minutes: number) => new Date(Math.floor(nowMs() / 1000) * 1000 + minutes * 60_000).toISOString();
const stamp = (iso: string) => iso.replace(/[-:]|\.\d+/g, '');
const meeting = (from: number, to: number, ...more: string[]) =>
  [
    'BEGIN:VEVENT',
    'SUMMARY:Talk about the secret merger',
    `DTSTART:${stamp(inMinutes(from))}`,
    `DTEND:${stamp(inMinutes(to))}`,
    ...more,
    'END:VEVENT',
  ].join('\r\n');
const calendar = (...events: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR', ''].join('\r\n');
let paths = 0;
const path = () => `/private-${++paths}/basic.ics`;
const named = (address: string) => address.replace('127.0.0.1', 'calendar.test');
const connect = async (address: string) => {
  const answer = await tech.call('PUT', '/me/calendar', { address });
  await w.drain();
  return answer;
};
const mine = async () => (await tech.call('GET', '/me/calendar')).body;
const stateOf = async () => (await tech.call('GET', '/me/availability')).body;
const tick = async () => {
  await w.services.jobs.send(w.db, DUE_JOB, {});
  await w.services.jobs.send(w.db, END_JOB, {});
  await w.drain();
};
const readNow = async () => {
  await w.db.execute(sql`update tech_calendars set next_at = ${nowIso()}`);
  await tick();
};

describe('allows', { timeout: 60_000 }, () => {
  it('busy while the calendar says so, seen by others with its reason and end, and available again afterwards', async () => {
    await connect(await fake.serve(path(), { body: calendar(meeting(-5, 30), meeting(60, 90)) }));
    expect(await mine()).toMatchObject({ connected: true, host: '127.0.0.1', problem: null, events: 2, skipped: 0, pending: false });
    expect(await stateOf()).toMatchObject({ state: 'busy', by: 'calendar' });
    const seen = (await other.call('GET', '/availability')).body.items.find((one: { id: number }) => one.id === tech.id);
    expect(seen).toMatchObject({ state: 'busy', by: 'calendar', until: (await mine()).busy[0].endsAt });
    const ticket = await w.ticket({ from: contact });
    expect(await other.call('PATCH', `/tickets/${ticket.id}`, { assigneeId: tech.id })).toMatchObject({
      status: 409,
      body: { code: 'assignee.unavailable' },
    });
    w.shift(31 * 60_000);
    expect(await stateOf()).toMatchObject({ state: 'available', by: 'hand' });
    expect((await other.call('PATCH', `/tickets/${ticket.id}`, { assigneeId: tech.id })).status).toBe(200);
    await tick();
    w.shift(31 * 60_000);
    await tick();
    expect(await stateOf()).toMatchObject({ state: 'busy', by: 'calendar' });
  });

  it('what was said by hand: it stands against the calendar, and "available" until the busy time ends', async () => {
    await tech.call('PUT', '/me/availability', { state: 'away', until: inMinutes(10) });
    await connect(await fake.serve(path(), { body: calendar(meeting(-5, 30), meeting(40, 50)) }));
    expect(await stateOf()).toMatchObject({ state: 'away', by: 'hand' });
    w.shift(11 * 60_000);
    await tick();
    expect(await stateOf()).toMatchObject({ state: 'busy', by: 'calendar' });
    await tech.call('PUT', '/me/availability', { state: 'available' });
    await tick();
    expect(await stateOf()).toMatchObject({ state: 'available' });
    expect((await mine()).overriddenUntil).toBe((await mine()).busy[0].endsAt);
    w.shift(31 * 60_000);
    await tick();
    expect(await stateOf()).toMatchObject({ state: 'busy', by: 'calendar' });
  });

  it('a change of the calendar at its next reading, and the end of its state with its address', async () => {
    const where = path();
    await connect(await fake.serve(where, { body: calendar(meeting(-5, 30)) }));
    await fake.serve(where, { body: calendar(meeting(-5, 120)) });
    await readNow();
    expect(Date.parse((await stateOf()).until) - nowMs()).toBeGreaterThan(100 * 60_000);
    expect((await tech.call('DELETE', '/me/calendar')).status).toBe(204);
    expect(await stateOf()).toMatchObject({ state: 'available', until: null });
    expect((await w.db.execute(sql`select 1 from tech_busy_times where tech_id = ${tech.id}`)).rows).toEqual([]);
  });

  it('webcal, redirects and packed answers; asks only for what is new, and anew when its knowledge runs out', async () => {
    const there = path();
    const target = await fake.serve(there, { body: calendar(meeting(-5, 30)), how: 'gzip' });
    await connect(named(await fake.serve(path(), { status: 302, headers: { location: target } })));
    expect(await mine()).toMatchObject({ problem: null, host: 'calendar.test', encrypted: false, events: 1 });
    await connect(target);
    const asked = async () => (await fake.requests()).filter((one) => one.path === there);
    await readNow();
    expect((await asked()).at(-1)?.headers['if-none-match']).toMatch(/^"/);
    expect(await mine()).toMatchObject({ problem: null, events: 1 });
    w.shift(8 * 24 * 3600_000);
    tech = await w.session(tech);
    await tick();
    expect((await asked()).at(-1)?.headers['if-none-match']).toBeUndefined();
    expect((await tech.call('PUT', '/me/calendar', { address: 'webcal://calendar.example.com/x.ics' })).body).toMatchObject({
      host: 'calendar.example.com',
      encrypted: true,
    });
  });
});

describe('keeps', { timeout: 60_000 }, () => {
  it('the address sealed, and shows and logs it to nobody; of events only their times', async () => {
    const where = '/private-sealed-Zx81/basic.ics';
    const connected = await connect(await fake.serve(where, { body: calendar(meeting(-5, 30)) }));
    const shown = [connected, await tech.call('GET', '/me/calendar'), await tech.call('POST', '/me/calendar/refresh', {})];
    expect(JSON.stringify(shown.map((one) => one.body))).not.toMatch(/Zx81/);
    const { rows } = await w.db.execute<{ everything: string }>(sql`select
      (select json_agg(c) from tech_calendars c)::text || (select json_agg(b) from tech_busy_times b)::text
      || coalesce((select json_agg(e) from events e)::text, '') || (select json_agg(j) from pgboss.job j)::text as everything`);
    expect(rows[0]?.everything).not.toMatch(/Zx81|merger/);
    expect(rows[0]?.everything).toContain('s1.');
  });

  it('a seal that was moved to another row from being opened', async () => {
    await connect(await fake.serve(path(), { body: calendar() }));
    await other.call('PUT', '/me/calendar', { address: 'https://calendar.example.com/mine.ics' });
    await w.db.execute(sql`update tech_calendars set sealed_address = (select sealed_address from tech_calendars where tech_id = ${tech.id}), next_at = now()
      where tech_id = ${other.id}`);
    await tick();
    expect((await other.call('GET', '/me/calendar')).body).toMatchObject({ problem: 'sealed' });
    await other.call('DELETE', '/me/calendar');
  });

  it('what it knew while the calendar fails, asks ever later, and forgets the failure when it works again', async () => {
    const where = path();
    await connect(await fake.serve(where, { body: calendar(meeting(-5, 240)) }));
    await fake.serve(where, { status: 503, headers: { 'retry-after': '36000' } });
    await readNow();
    expect(await mine()).toMatchObject({ problem: 'status', events: 1, busy: [{}] });
    expect(await stateOf()).toMatchObject({ state: 'busy', by: 'calendar' });
    const wait = async () => Date.parse((await mine()).nextAt) - nowMs();
    expect(await wait()).toBeGreaterThan(9 * 3600_000);
    await fake.serve(where, { status: 404 });
    await readNow();
    const first = await wait();
    await readNow();
    expect([await mine(), (await wait()) > first]).toMatchObject([{ problem: 'gone' }, true]);
    await fake.serve(where, { body: calendar(meeting(-5, 240)) });
    await readNow();
    expect(await mine()).toMatchObject({ problem: null });
    expect(await wait()).toBeLessThan(20 * 60_000);
  });

  it('quiet towards everybody else: no notice, no mail, a hint only to the owner', async () => {
    const hints = w.hints.length;
    await connect(await fake.serve(path(), { status: 500 }));
    const told = w.hints.slice(hints).filter(({ hint }) => hint.kind.startsWith('calendar'));
    expect(told.map(({ rooms }) => rooms)).toEqual([[`account:${tech.id}`]]);
    expect((await w.db.execute(sql`select 1 from notices where kind like 'calendar%'`)).rows).toEqual([]);
  });
});

describe('says in words', { timeout: 60_000 }, () => {
  it.each([
    ['denied', { status: 401 }],
    ['denied', { status: 403 }],
    ['gone', { status: 410 }],
    ['status', { status: 500 }],
    ['no-calendar', { body: '<!doctype html><title>Sign in to your account</title>', headers: { 'content-type': 'text/html' } }],
    ['no-calendar', { body: '' }],
    ['size', { how: 'endless' }],
    ['size', { how: 'bomb' }],
    ['network', { how: 'cut', body: calendar() }],
    ['unreadable', { body: 'x', headers: { 'content-encoding': 'zstd' } }],
    ['address', { status: 302, headers: { location: 'ftp://calendar.test/' } }],
    ['redirect', { status: 302, headers: { location: '?again' } }],
  ] as const)('%s: %j', async (problem, feed) => {
    const where = path();
    await fake.serve(`${where}?again`, feed);
    const answer = await connect(await fake.serve(where, feed));
    expect(answer.status).toBe(200);
    expect((await mine()).problem).toBe(problem);
  });

  it('time: an answer that comes a byte at a time', async () => {
    await connect(await fake.serve(path(), { how: 'drip' }));
    expect((await mine()).problem).toBe('time');
  });

  it('how many events could not be read', async () => {
    const broken = 'BEGIN:VEVENT\r\nDTSTART:tomorrow\r\nEND:VEVENT';
    await connect(await fake.serve(path(), { body: calendar(broken, meeting(-5, 30)) }));
    expect(await mine()).toMatchObject({ problem: null, events: 2, skipped: 1 });
    expect(await stateOf()).toMatchObject({ state: 'busy' });
  });

  it('endless repetitions, while this process answers others', async () => {
    const hangs = meeting(-5, 30, 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31');
    const address = await fake.serve(path(), { body: calendar(hangs, meeting(-5, 45)) });
    await tech.call('PUT', '/me/calendar', { address });
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const [, answers] = await Promise.all([w.drain(), Promise.all(Array.from({ length: 20 }, () => other.call('GET', '/availability')))]);
    delay.disable();
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(delay.max / 1e6).toBeLessThan(500);
    expect(await mine()).toMatchObject({ problem: null, skipped: 1 });
  });
});

describe('refuses', { timeout: 60_000 }, () => {
  it.each([
    'http://127.0.0.1:22/x',
    'http://169.254.169.254/latest/meta-data',
    'ftp://example.com/a',
    'file:///etc/passwd',
    'https://a:b@example.com/x',
    'http://[::1]/x',
    'not an address',
  ])('an address that leads nowhere a calendar could be: %s', async (address) => {
    const answer = await tech.call('PUT', '/me/calendar', { address });
    expect(answer).toMatchObject({ status: 422, body: { code: 'calendar.address', fields: [{ path: 'address' }] } });
    expect(await mine()).toMatchObject({ connected: false });
  });

  it('to be led inside by a redirect, or by a name that leads there now or a moment later', async () => {
    await connect(await fake.serve(path(), { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' } }));
    expect((await mine()).problem).toBe('inside');
    names.set('inside.example.com', ['10.0.0.5']);
    await connect('http://inside.example.com/x.ics');
    expect((await mine()).problem).toBe('inside');
    names.set('rebinding.example.com', ['169.254.169.254', '127.0.0.1']);
    await connect(`http://rebinding.example.com:8080/x.ics`);
    expect((await mine()).problem).toBe('inside');
    const before = (await fake.requests()).length;
    await readNow();
    expect([(await mine()).problem, (await fake.requests()).length]).toEqual(['inside', before]);
  });

  it('contacts, whoever stands in for one, and keys without the scope; nobody reads another’s', async () => {
    await connect(await fake.serve(path(), { body: calendar(meeting(-5, 30)) }));
    expect((await contact.call('GET', '/me/calendar')).status).toBe(404);
    expect((await contact.call('PUT', '/me/calendar', { address: 'https://example.com/x.ics' })).status).toBe(404);
    expect((await other.call('GET', '/me/calendar')).body).toMatchObject({ connected: false, host: null, busy: [] });
    expect((await other.call('DELETE', '/me/calendar')).status).toBe(404);
    const { token } = (await tech.call('POST', '/api-keys', { name: 'Reader', scopes: ['tickets:read'] })).body;
    expect((await w.anyone.call('GET', '/me/calendar', undefined, { authorization: `Bearer ${token}` })).status).toBe(403);
  });

  it('to be used for knocking at many doors', async () => {
    const answers = [];
    for (let n = 0; n < 11; n++)
      answers.push((await tech.call('PUT', '/me/calendar', { address: `https://example.com:8443/${n}` })).status);
    expect([answers.slice(0, 10).every((status) => status === 200), answers[10]]).toEqual([true, 429]);
    await w.db.execute(sql`delete from tech_calendars`);
  });

  it('to ask for the calendar of somebody who was disabled', async () => {
    await connect(await fake.serve(path(), { body: calendar() }));
    await w.db.execute(sql`update accounts set active = false where id = ${tech.id}`);
    const before = (await fake.requests()).length;
    await readNow();
    expect((await fake.requests()).length).toBe(before);
  });
});
