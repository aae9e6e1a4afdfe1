import { sql } from 'drizzle-orm';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';
import { nowMs } from '../../kernel/clock.ts';
import { readFeed } from '../../kernel/ical/read-feed.ts';
import { SCHEDULE_UIDS } from '../profiles/index.ts';

let w: World;
let tech: Someone;
let contact: Someone;
beforeAll(async () => {
  w = await world();
  tech = await w.tech({ name: 'Tom Tech' });
  contact = await w.contact();
}, 60_000);
afterAll(() => w?.close());

const inHours = (hours: number) => new Date(Math.floor(nowMs() / 60_000) * 60_000 + hours * 3600_000).toISOString();
const renew = async (who: Someone): Promise<string> => new URL((await who.call('POST', '/me/schedule-feed', {})).body.address).pathname;
const get = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' | 'POST' = 'GET') =>
  w.app.inject({ method, url, headers });
const eventsOf = (text: string) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
const titles = async (url: string) => eventsOf((await get(url)).body).map((event) => String(event.getFirstPropertyValue('summary')));
const due = async (title: string, hours: number | null, who: Someone = tech) => {
  const ticket = await w.ticket({ from: contact, title });
  await w.db.execute(
    sql`update tickets set assignee_id = ${who.id}, due_at = ${hours === null ? null : inHours(hours)} where id = ${ticket.id}`,
  );
  return ticket;
};

describe('allows', () => {
  it('my open tickets with a due date and when I am away, for any calendar that has the address', async () => {
    const url = await renew(tech);
    const mine = await due('Printer; on, fire\\n"now"', 4);
    await due('No date', null);
    await due('Of somebody else', 5, await w.tech());
    const done = await due('Closed', 6);
    await w.db.execute(sql`update tickets set is_closed = true where id = ${done.id}`);
    const until = inHours(3);
    await tech.call('PUT', '/me/availability', { state: 'away', until });
    const answer = await get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    const [ticket, away, ...more] = eventsOf(answer.body);
    expect(more).toEqual([]);
    expect(ticket?.getFirstPropertyValue('summary')).toBe(`Due: #${mine.number} Printer; on, fire\\n"now"`);
    expect(String(ticket?.getFirstPropertyValue('url'))).toMatch(new RegExp(`/tech/tickets/${mine.number}$`));
    expect(ticket?.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
    expect(String((away?.getFirstPropertyValue('dtend') as ICAL.Time | undefined)?.toJSDate().toISOString())).toBe(until);
    await tech.call('PUT', '/me/availability', { state: 'available' });
    expect(await titles(url)).toHaveLength(1);
    expect((await tech.call('GET', '/me/schedule-feed')).body).toMatchObject({ active: true, lastReadAt: expect.any(String) });
  });

  it('asking again without an answer when nothing changed, HEAD, and the words of my language', async () => {
    const url = await renew(tech);
    const first = await get(url);
    const etag = String(first.headers['etag']);
    expect(await get(url, { 'if-none-match': etag })).toMatchObject({ statusCode: 304, body: '' });
    expect(await get(url, {}, 'HEAD')).toMatchObject({ statusCode: 200, body: '' });
    await due('One more', 8);
    expect((await get(url, { 'if-none-match': etag })).statusCode).toBe(200);
    await w.db.execute(sql`update accounts set locale = 'de' where id = ${tech.id}`);
    expect((await titles(url))[0]).toMatch(/^Fällig: /);
    await w.db.execute(sql`update accounts set locale = null where id = ${tech.id}`);
  });

  it('a calendar that shows it to be connected without making me busy by it', async () => {
    await tech.call('PUT', '/me/availability', { state: 'away', until: inHours(3) });
    const { rawPayload } = await get(await renew(tech));
    const window = { from: inHours(-24), to: inHours(48), zone: 'UTC' };
    expect((await readFeed(rawPayload, window)).busy).toHaveLength(1);
    expect((await readFeed(rawPayload, { ...window, ownUids: SCHEDULE_UIDS })).busy).toEqual([]);
    await tech.call('PUT', '/me/availability', { state: 'available' });
  });
});

describe('refuses', () => {
  it('an address that was renewed or revoked, guessed or cut, and shows none a second time', async () => {
    const old = await renew(tech);
    const fresh = await renew(tech);
    expect([(await get(old)).statusCode, (await get(fresh)).statusCode]).toEqual([404, 200]);
    const stored = await w.db.execute<{ all: string }>(sql`select json_agg(f)::text as all from schedule_feeds f`);
    expect(stored.rows[0]?.all).not.toContain(fresh.slice(10, 40));
    expect(JSON.stringify((await tech.call('GET', '/me/schedule-feed')).body)).not.toContain('.ics');
    expect((await tech.call('DELETE', '/me/schedule-feed')).status).toBe(204);
    expect((await tech.call('DELETE', '/me/schedule-feed')).status).toBe(404);
    for (const path of [
      fresh,
      '/calendar/x.ics',
      '/calendar/%00.ics',
      `/calendar/${'a'.repeat(43)}.ics`,
      `/calendar/${'a'.repeat(5000)}.ics`,
    ])
      expect([404, 414], path).toContain((await get(path)).statusCode);
    expect((await get(fresh, { cookie: tech.cookie })).statusCode).toBe(404);
    expect((await get(await renew(tech), {}, 'POST')).statusCode).toBeGreaterThanOrEqual(404);
  });

  it('what its owner may not see any more: a ticket, and everything once the account is disabled', async () => {
    const url = await renew(tech);
    await due('Of a queue that is taken away', 9);
    expect((await titles(url)).length).toBeGreaterThan(0);
    const master = await w.tech({ role: 'master-admin' });
    expect((await master.call('PATCH', `/techs/${tech.id}`, { queueIds: [] })).status).toBe(200);
    expect(await titles(url)).toEqual([]);
    await master.call('PATCH', `/techs/${tech.id}`, { queueIds: null });
    expect((await titles(url)).length).toBeGreaterThan(0);
    await w.db.execute(sql`update accounts set active = false where id = ${tech.id}`);
    expect((await get(url)).statusCode).toBe(404);
    await w.db.execute(sql`update accounts set active = true where id = ${tech.id}`);
  });

  it('contacts, keys of any scope, and asking all the time', async () => {
    expect((await contact.call('POST', '/me/schedule-feed', {})).status).toBe(404);
    const { token } = (await tech.call('POST', '/api-keys', { name: 'All', scopes: ['*'] })).body;
    const asKey = { authorization: `Bearer ${token}` };
    expect((await w.anyone.call('POST', '/me/schedule-feed', {}, asKey)).status).toBe(403);
    const url = await renew(tech);
    expect((await get('/api/v1/me', { authorization: `Bearer ${url.slice(10, 53)}` })).statusCode).toBe(401);
    const statuses: number[] = [];
    for (let n = 0; n < 31; n++) statuses.push((await get(url)).statusCode);
    expect(statuses.slice(0, 30).every((status) => status === 200)).toBe(true);
    expect(statuses[30]).toBe(429);
  });

  it('words that would add lines to the calendar', async () => {
    const other = await w.tech();
    const ticket = await due('x', 7, other);
    await w.db.execute(
      sql`update tickets set title = ${'Due\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:forged \u2028 \u0007 😀'.repeat(5)} where id = ${ticket.id}`,
    );
    const { body } = await get(await renew(other));
    expect(eventsOf(body)).toHaveLength(1);
    expect(body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  });
});
