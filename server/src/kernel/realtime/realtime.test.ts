import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { io as connect, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestKernel, testKernel, testLog } from '../../../test/harness.ts';
import { stubActors, stubAuthenticate } from '../../../test/stub-routes.ts';
import { Refusal } from '../errors.ts';
import type { Module } from '../module.ts';
import { connectProcesses } from './between.ts';
import { createRealtime, type Realtime } from './realtime.ts';

const revoked = new Set<string>();
const rooms: Module = {
  name: 'stub',
  rooms: [
    {
      prefix: 'ticket',
      mayJoin: async (_db, actor, id) => actor.kind === 'tech' || (actor.accountId === stubActors.contact.accountId && id === '7'),
    },
  ],
};

let kernel: TestKernel;
const processes: { server: Server; realtime: Realtime; url: string }[] = [];
const sockets: Socket[] = [];

beforeAll(async () => {
  kernel = await testKernel();
  const { database } = kernel;
  // Two processes on PostgreSQL; on the embedded database there is only ever one.
  for (let index = 0; index < (database.engine === 'postgres' ? 2 : 1); index++) {
    const server = createServer((_request, response) => response.end('http'));
    const authenticate: typeof stubAuthenticate = async (facts) => {
      if (facts.sessionToken && revoked.has(facts.sessionToken)) throw new Refusal(401, 'session.required', 'Over.');
      return stubAuthenticate(facts);
    };
    const realtime = createRealtime({
      modules: [rooms],
      db: kernel.db,
      authenticate,
      publicUrl: 'http://localhost:3000',
      log: pino({ level: 'silent' }),
      between: await connectProcesses({ database, redisUrl: null, log: testLog }),
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    realtime.attach(server);
    processes.push({ server, realtime, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  }
  if (processes.length > 1) await new Promise((resolve) => setTimeout(resolve, 500));
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  revoked.clear();
});
afterAll(async () => {
  for (const one of processes) {
    await one.realtime.drain();
    await one.realtime.close();
    await new Promise((resolve) => one.server.close(resolve));
  }
  await kernel.close();
});

const first = () => processes[0]!;
const last = () => processes.at(-1)!;

function dial(
  as: string | null,
  more: { at?: () => (typeof processes)[number]; headers?: Record<string, string>; account?: number } = {},
): Socket {
  const socket = connect((more.at ?? first)().url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { ...(as ? { cookie: `portico=${as}` } : {}), ...more.headers },
    ...(more.account === undefined ? {} : { auth: { account: more.account } }),
  });
  sockets.push(socket);
  return socket;
}
const opened = (socket: Socket): Promise<Socket> =>
  new Promise((resolve, reject) => socket.on('connect', () => resolve(socket)).on('connect_error', reject));
const next = <T>(socket: Socket, event: string): Promise<T> => new Promise((resolve) => socket.once(event, resolve));
const watch = (socket: Socket, room: unknown) => socket.emitWithAck('watch', { room });
const silence = async (socket: Socket, event: string): Promise<boolean> => {
  let heard = false;
  socket.once(event, () => {
    heard = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  return !heard;
};

describe('allows', () => {
  it('hints to a room that policy opened, once per socket, on every process', async () => {
    const contact = await opened(dial('contact', { at: last }));
    expect(await watch(contact, 'ticket:7')).toEqual({ ok: true });
    const hints: unknown[] = [];
    contact.on('hint', (hint) => hints.push(hint));
    first().realtime.publishHint(['ticket:7', 'account:12', 'queue:1'], { kind: 'ticket', id: 7, version: 3 });
    await expect.poll(() => hints).toEqual([{ kind: 'ticket', id: 7, version: 3 }]);
    expect(await contact.emitWithAck('unwatch', { room: 'ticket:7' })).toEqual({ ok: true });
    first().realtime.publishHint(['ticket:7'], { kind: 'ticket', id: 7, version: 4 });
    expect(await silence(contact, 'hint')).toBe(true);
  });
  it('shows staff who is at work, tells newcomers, and says goodbye; contacts see nothing', async () => {
    const [anna, ben, contact] = await Promise.all([opened(dial('tech')), opened(dial('admin', { at: last })), opened(dial('contact'))]);
    await Promise.all([watch(anna, 'ticket:7'), watch(ben, 'ticket:7'), watch(contact, 'ticket:7')]);
    const seen = next(ben, 'presence');
    const quiet = silence(contact, 'presence');
    expect(await anna.emitWithAck('presence', { room: 'ticket:7', state: 'replying' })).toEqual({ ok: true });
    expect(await seen).toMatchObject({ room: 'ticket:7', accountId: 20, name: 'tech of Example Ltd', state: 'replying' });
    expect(await quiet).toBe(true);
    const late = await opened(dial('advanced', { at: last }));
    const introduced = next(late, 'presence');
    await watch(late, 'ticket:7');
    expect(await introduced).toMatchObject({ accountId: 20, state: 'replying' });
    const left = next(ben, 'presence');
    anna.disconnect();
    expect(await left).toMatchObject({ accountId: 20, state: 'left' });
  });
  it('leaves ordinary requests to the server it is attached to', async () => {
    expect(await (await fetch(first().url)).text()).toBe('http');
  });
});

describe('refuses', () => {
  it('visitors, half signed-in visitors, stale tabs, keys and foreign pages', async () => {
    const reason = (socket: Socket) =>
      opened(socket).then(
        () => 'open',
        (error) => error.data?.code ?? error.message,
      );
    expect(await reason(dial(null))).toBe('session.required');
    expect(await reason(dial('proven'))).toBe('session.required');
    expect(await reason(dial('contact', { account: 99 }))).toBe('session.switched');
    expect(await reason(dial(null, { headers: { authorization: 'Bearer tech/*' } }))).toBe('session.required');
    expect(await reason(dial('contact', { headers: { origin: 'https://evil.example' } }))).toBe('websocket error');
    expect(await reason(dial('contact', { account: 12, headers: { origin: 'http://localhost:3000' } }))).toBe('open');
  });
  it('rooms that policy, or nobody, opens', async () => {
    const contact = await opened(dial('contact'));
    for (const room of ['ticket:8', 'unknown:1', 'account:20', 'session:1', 'ticket:7#staff', 'ticket', '', 7, null, {}]) {
      expect(await watch(contact, room)).toEqual({ ok: false, code: 'room.refused' });
    }
    expect(await contact.emitWithAck('presence', { room: 'ticket:7', state: 'viewing' })).toEqual({ ok: false, code: 'room.refused' });
    // Leaving one's own rooms would put a socket out of reach of eviction.
    expect(await contact.emitWithAck('unwatch', { room: 'account:12' })).toEqual({ ok: false, code: 'room.refused' });
    contact.emit('watch');
    expect(await watch(contact, 'ticket:7')).toEqual({ ok: true });
  });
  it('presence of a contact, and states that do not exist', async () => {
    const [contact, tech] = await Promise.all([opened(dial('contact')), opened(dial('tech'))]);
    await Promise.all([watch(contact, 'ticket:7'), watch(tech, 'ticket:7')]);
    expect(await contact.emitWithAck('presence', { room: 'ticket:7', state: 'viewing' })).toMatchObject({ code: 'room.refused' });
    expect(await tech.emitWithAck('presence', { room: 'ticket:7', state: 'left' })).toMatchObject({ code: 'input.invalid' });
  });
  it('too many rooms and too many events', async () => {
    const tech = await opened(dial('tech'));
    const answers = await Promise.all(Array.from({ length: 60 }, (_, id) => watch(tech, `ticket:${id}`)));
    expect(answers.at(-1)).toEqual({ ok: false, code: 'limit.exceeded' });
    const many = await Promise.all(Array.from({ length: 40 }, () => watch(tech, 'ticket:1')));
    expect(many.at(-1)).toEqual({ ok: false, code: 'limit.exceeded' });
    const gone = next(tech, 'disconnect');
    for (let index = 0; index < 400; index++) tech.emit('watch', { room: 'ticket:1' });
    await gone;
  });
  it('a socket whose session ended, at its next wish', async () => {
    const contact = await opened(dial('contact'));
    revoked.add('contact');
    const gone = next(contact, 'disconnect');
    contact.emit('watch', { room: 'ticket:7' });
    await gone;
  });
});

describe('emits', () => {
  it('evicts a person, a session or the contacts of a company on every process, after the commit', async () => {
    for (const target of [{ accountId: 12 }, { sessionId: 1 }, { companyId: 1 }]) {
      const contact = await opened(dial('contact', { at: last }));
      const gone = next(contact, 'disconnect');
      await kernel.database.transaction(async () => {
        first().realtime.evict(target);
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(contact.connected).toBe(true);
      });
      expect(await gone).toBe('io server disconnect');
    }
  });
  it('nothing when the transaction rolls back', async () => {
    const contact = await opened(dial('contact'));
    const quiet = silence(contact, 'disconnect');
    await kernel.database
      .transaction(async () => {
        first().realtime.evict({ accountId: 12 });
        throw new Error('rolled back');
      })
      .catch(() => {});
    expect(await quiet).toBe(true);
  });
  it('evicts from one room, and who is still allowed may come back', async () => {
    const contact = await opened(dial('contact', { at: last }));
    await watch(contact, 'ticket:7');
    const evicted = next(contact, 'evicted');
    first().realtime.evict({ room: 'ticket:7' });
    expect(await evicted).toEqual({ room: 'ticket:7' });
    await expect
      .poll(async () => {
        first().realtime.publishHint(['ticket:7'], { kind: 'ticket', id: 7, version: 5 });
        return silence(contact, 'hint');
      })
      .toBe(true);
    expect(await watch(contact, 'ticket:7')).toEqual({ ok: true });
  });
  it('a reconnect hint to every socket before the process stops', async () => {
    const server = createServer();
    const realtime = createRealtime({
      modules: [],
      db: kernel.db,
      authenticate: stubAuthenticate,
      publicUrl: 'http://localhost:3000',
      log: pino({ level: 'silent' }),
      between: null,
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    realtime.attach(server);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const socket = await opened(dial('tech', { at: () => ({ server, realtime, url }) }));
    expect(realtime.count()).toBe(1);
    const hint = next<{ afterMs: number }>(socket, 'reconnect');
    const gone = next(socket, 'disconnect');
    await realtime.drain();
    expect((await hint).afterMs).toBeLessThanOrEqual(5000);
    expect(await gone).toBe('transport close');
    await new Promise((resolve) => server.close(resolve));
  });
});
