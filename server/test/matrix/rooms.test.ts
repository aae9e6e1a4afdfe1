import { sql } from 'drizzle-orm';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app.ts';
import { insertGroup, insertMember } from '../group-samples.ts';
import { type LiveWorld, liveWorld } from '../live.ts';
import type { Someone } from '../world.ts';
import { newKey, provenCookie } from './actors.ts';

/**
 * Who may listen where. `yes` = joins, `-` = refused, in the same words for a room that does not exist. Rows are patterns of room
 * names over the scene of `beforeAll`; every declared prefix must be here.
 */
const TABLE = `
                          forgn collg cc  owner manag stream member admin master otherQ otherC
ticket:{ticket}           -     -     yes yes   yes   yes    yes    yes   yes    -      -
ticket:{archived}         -     -     -   -     -     -      -      yes   yes    -      -
ticket:{missing}          -     -     -   -     -     -      -      -     -      -      -
ticket:0                  -     -     -   -     -     -      -      -     -      -      -
ticket:99999999999        -     -     -   -     -     -      -      -     -      -      -
queue:{queue}             -     -     -   -     -     yes    yes    yes   yes    -      yes
queue:{otherQueue}        -     -     -   -     -     -      yes    yes   yes    yes    yes
company-tickets:{home}    -     -     -   -     yes   -      -      -     -      -      -
company-tickets:{away}    -     -     -   -     -     -      -      -     -      -      -
contact-group:{group}     -     -     -   yes   yes   yes    yes    yes   yes    yes    -
contact-group:{missing}   -     -     -   -     -     -      -      -     -      -      -
contact-group:0           -     -     -   -     -     -      -      -     -      -      -
group-tickets:{group}     -     -     -   yes   -     -      -      -     -      -      -
group-tickets:{missing}   -     -     -   -     -     -      -      -     -      -      -
people:staff              yes   yes   yes yes   yes   yes    yes    yes   yes    yes    yes
people:company-{home}     -     yes   yes yes   yes   -      -      -     -      -      -
people:company-{away}     yes   -     -   -     -     -      -      -     -      -      -
staff:all                 -     -     -   -     -     yes    yes    yes   yes    yes    yes
staff:everyone            -     -     -   -     -     -      -      -     -      -      -
account:{owner}           -     -     -   -     -     -      -      -     -      -      -
session:1                 -     -     -   -     -     -      -      -     -      -      -
company:{home}            -     -     -   -     -     -      -      -     -      -      -
`;

const lines = TABLE.split('\n').filter((row) => row.trim() !== '');
const kinds = lines[0]!.trim().split(/\s+/);
const rows = lines.slice(1).map((row) => row.trim().split(/\s+/));

let w: LiveWorld;
let people: Record<string, Someone>;
let places: Record<string, number>;
const sockets: Record<string, Socket> = {};
const browser = (cookie: string) => ({ cookie, 'sec-fetch-site': 'same-origin', origin: w.config.publicUrl });
const dial = (who: Someone) => w.dial(browser(who.cookie));
const watch = (socket: Socket, room: string): Promise<{ ok: boolean; code?: string }> => socket.emitWithAck('watch', { room });

beforeAll(async () => {
  w = await liveWorld();
  const [home, away] = [await w.company(), await w.company()];
  const [queueId, otherQueueId] = w.desk.queues.map((queue) => queue.id) as [number, number];
  people = {
    forgn: await w.contact({ companyId: away.id }),
    collg: await w.contact({ companyId: home.id }),
    cc: await w.contact({ companyId: home.id }),
    owner: await w.contact({ companyId: home.id }),
    manag: await w.contact({ companyId: home.id, isManager: true }),
    stream: await w.tech({ role: 'streamline', queueIds: [queueId], companyIds: [home.id] }),
    member: await w.tech(),
    admin: await w.tech({ role: 'admin' }),
    master: await w.tech({ role: 'master-admin' }),
    otherQ: await w.tech({ role: 'master-admin', queueIds: [otherQueueId] }),
    otherC: await w.tech({ role: 'master-admin', companyIds: [away.id] }),
  };
  const ticket = async () => {
    const made = await w.ticket({ from: people.owner! });
    await people.owner!.call('POST', `/tickets/${made.id}/participants`, { accountId: people.cc!.id, role: 'cc' });
    return made.id;
  };
  const [open, archived] = [await ticket(), await ticket()];
  await people.admin!.call('DELETE', `/tickets/${archived}`);
  const group = await insertGroup(w.db, home.id);
  await insertMember(w.db, group, people.owner!.id, 'regular');
  await insertMember(w.db, group, people.cc!.id, 'guest');
  places = {
    group,
    ticket: open,
    archived,
    missing: 2_000_000_000,
    queue: queueId,
    otherQueue: otherQueueId,
    home: home.id,
    away: away.id,
    owner: people.owner!.id,
  };
  for (const [kind, one] of Object.entries(people)) sockets[kind] = await dial(one);
}, 120_000);
afterAll(() => w?.close());

const named = (pattern: string): string => pattern.replaceAll(/\{(\w+)\}/g, (_all, key: string) => String(places[key]));

describe('rooms', () => {
  it('are all in the table', () => {
    const prefixes = modules.flatMap((module) => module.rooms ?? []).map((room) => room.prefix);
    const inTable = new Set(rows.map(([pattern]) => pattern!.split(':')[0]));
    expect(
      prefixes.filter((prefix) => !inTable.has(prefix)),
      'prefixes that are missing from the table of test/matrix/rooms.test.ts',
    ).toEqual([]);
    expect(prefixes.length).toBe(new Set(prefixes).size);
  });

  it.each(rows.map((row) => [row[0]!, row.slice(1)] as const))('%s', async (pattern, cells) => {
    const seen: Record<string, string> = {};
    for (const kind of kinds) {
      const answer = await watch(sockets[kind]!, named(pattern));
      if (!answer.ok) expect(answer, `${pattern} by ${kind}`).toEqual({ ok: false, code: 'room.refused' });
      seen[kind] = answer.ok ? 'yes' : '-';
    }
    expect(seen).toEqual(Object.fromEntries(kinds.map((kind, at) => [kind, cells[at]])));
  });
});

describe('no socket at all', () => {
  it('for visitors, the proven without an account, disabled people, ended sessions, keys and other websites', async () => {
    const gone = await w.contact({ companyId: places.home! });
    await w.db.execute(sql`update accounts set active = false where id = ${gone.id}`);
    const left = await w.contact({ companyId: places.home! });
    await left.call('DELETE', '/session');
    const key = await newKey(w, people.master!.id, ['*']);
    const refused: [string, Record<string, string>][] = [
      ['visitor', {}],
      ['proven', browser(await provenCookie(w, 'proven@example.test'))],
      ['disabled', browser(gone.cookie)],
      ['signed out', browser(left.cookie)],
      ['key', { authorization: `Bearer ${key.token}`, origin: w.config.publicUrl }],
    ];
    for (const [name, headers] of refused) {
      const error = await w.dial({ origin: w.config.publicUrl, ...headers }).then(
        () => null,
        (reason: Error & { data?: { code: string } }) => reason,
      );
      expect(error?.data?.code, name).toBe('session.required');
    }
    const foreign = { ...browser(people.owner!.cookie), origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    await expect(w.dial(foreign)).rejects.toThrow();
  });
});

/** Resolves once the socket heard this event, or rejects after a while. */
const heard = (socket: Socket, event: string): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The socket never heard "${event}".`)), 5_000);
    socket.once(event, (value: unknown) => {
      clearTimeout(timer);
      resolve(value);
    });
  });

describe('who loses the right', () => {
  const contactWith = async (room: (ticketId: number) => string, more: { isManager?: boolean; companyId?: number } = {}) => {
    const who = await w.contact({ companyId: places.home!, ...more });
    const ticket = await w.ticket({ from: who });
    const socket = await dial(who);
    expect(await watch(socket, room(ticket.id))).toEqual({ ok: true });
    return { who, ticketId: ticket.id as number, socket };
  };
  const ticketRoom = (id: number) => `ticket:${id}`;

  it('by leaving a ticket: out of its room, and not let in again', async () => {
    const guest = await w.contact({ companyId: places.home! });
    const { who, ticketId } = await contactWith(ticketRoom);
    await who.call('POST', `/tickets/${ticketId}/participants`, { accountId: guest.id, role: 'cc' });
    const socket = await dial(guest);
    expect(await watch(socket, ticketRoom(ticketId))).toEqual({ ok: true });
    const evicted = heard(socket, 'evicted');
    await who.call('DELETE', `/tickets/${ticketId}/participants/${guest.id}`);
    expect(await evicted).toEqual({ room: ticketRoom(ticketId) });
    expect(await watch(socket, ticketRoom(ticketId))).toEqual({ ok: false, code: 'room.refused' });
  });

  it.each([
    ['archived', (id: number) => people.admin!.call('DELETE', `/tickets/${id}`)],
    ['given to another company', (id: number) => people.admin!.call('PATCH', `/tickets/${id}`, { contactId: people.forgn!.id })],
  ])('because the ticket was %s', async (_how, act) => {
    const { ticketId, socket } = await contactWith(ticketRoom);
    const evicted = heard(socket, 'evicted');
    expect((await act(ticketId)).status).toBeLessThan(300);
    expect(await evicted).toEqual({ room: ticketRoom(ticketId) });
    expect((await watch(socket, ticketRoom(ticketId))).ok).toBe(false);
  });

  it('because the ticket moved to another queue: the tech who may not see it is out', async () => {
    const { ticketId } = await contactWith(ticketRoom);
    const socket = await dial(people.stream!);
    expect(await watch(socket, ticketRoom(ticketId))).toEqual({ ok: true });
    const evicted = heard(socket, 'evicted');
    await people.admin!.call('PATCH', `/tickets/${ticketId}`, { queueId: places.otherQueue });
    expect(await evicted).toEqual({ room: ticketRoom(ticketId) });
    expect((await watch(socket, ticketRoom(ticketId))).ok).toBe(false);
  });

  it.each([
    ['a contact is disabled', (who: Someone) => people.admin!.call('PATCH', `/contacts/${who.id}`, { active: false }), {}],
    [
      'a manager no longer is one',
      (who: Someone) => people.admin!.call('PATCH', `/contacts/${who.id}`, { isManager: false }),
      { isManager: true },
    ],
  ])('%s', async (_how, act, more) => {
    const { who, socket } = await contactWith(ticketRoom, more);
    const cut = heard(socket, 'disconnect');
    expect((await act(who)).status).toBe(200);
    await w.drain();
    await cut;
    if ('isManager' in more) {
      const again = await dial(who);
      expect((await watch(again, `company-tickets:${places.home}`)).ok).toBe(false);
    } else {
      await expect(dial(who)).rejects.toMatchObject({ data: { code: 'session.required' } });
      expect((await who.call('GET', '/tickets')).status).toBe(401);
    }
  });

  it('a member is taken out of a group: out of its rooms and its tickets', async () => {
    const { who, ticketId } = await contactWith(ticketRoom);
    const member = await w.contact({ companyId: places.home! });
    await insertMember(w.db, places.group!, member.id, 'regular');
    await people.admin!.call('PATCH', `/tickets/${ticketId}`, { contactGroupId: places.group });
    const socket = await dial(member);
    const rooms = [ticketRoom(ticketId), `group-tickets:${places.group}`, `contact-group:${places.group}`];
    for (const room of rooms) expect(await watch(socket, room), room).toEqual({ ok: true });
    const cut = heard(socket, 'disconnect');
    expect((await people.manag!.call('DELETE', `/contact-groups/${places.group}/members/${member.id}`)).status).toBe(204);
    expect((await member.call('GET', `/tickets/${ticketId}`)).status).toBe(404);
    await w.drain();
    await cut;
    const again = await dial(member);
    for (const room of rooms) expect((await watch(again, room)).ok, room).toBe(false);
    expect((await watch(await dial(who), ticketRoom(ticketId))).ok).toBe(true);
  });

  it('a company is disabled: all its contacts, and nobody else', async () => {
    const company = await w.company();
    const { who, socket } = await contactWith(ticketRoom, { companyId: company.id });
    const cut = heard(socket, 'disconnect');
    expect((await people.master!.call('PATCH', `/companies/${company.id}`, { active: false })).status).toBe(200);
    expect((await who.call('GET', '/tickets')).status).toBe(401);
    await w.drain();
    await cut;
    await expect(dial(who)).rejects.toMatchObject({ data: { code: 'session.required' } });
    expect(sockets.owner!.connected).toBe(true);
  });

  it.each([
    ['is disabled', { active: false }],
    ['gets a lower role', { role: 'member' }],
    ['is restricted to another queue', () => ({ queueIds: [places.otherQueue] })],
  ] as const)('a tech who %s', async (_how, patch) => {
    const tech = await w.tech({ role: 'admin' });
    const { ticketId } = await contactWith(ticketRoom);
    const socket = await dial(tech);
    await watch(socket, ticketRoom(ticketId));
    const cut = heard(socket, 'disconnect');
    const body = typeof patch === 'function' ? patch() : patch;
    expect((await people.master!.call('PATCH', `/techs/${tech.id}`, body)).status).toBe(200);
    await w.drain();
    await cut;
    if ('queueIds' in body) expect((await watch(await dial(tech), ticketRoom(ticketId))).ok).toBe(false);
  });

  it('by signing out, by revoking the session, and by switching account', async () => {
    for (const end of [
      async (who: Someone) => who.call('DELETE', '/session'),
      async (who: Someone) => (await w.session(who)).call('DELETE', '/me/sessions'),
    ]) {
      const { who, socket } = await contactWith(ticketRoom);
      const cut = heard(socket, 'disconnect');
      expect((await end(who)).status).toBe(204);
      await cut;
      await expect(dial(who)).rejects.toMatchObject({ data: { code: 'session.required' } });
    }
    const email = 'two-companies@example.test';
    const [here, there] = [await w.contact({ companyId: places.home!, email }), await w.contact({ companyId: places.away!, email })];
    const socket = await dial(here);
    const cut = heard(socket, 'disconnect');
    expect((await here.call('POST', '/session/account', { accountId: there.id })).status).toBe(200);
    await cut;
  });
});
