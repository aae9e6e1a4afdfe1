import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io as connect, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestKernel, testKernel, testLog } from '../../../test/harness.ts';
import { stubActors, stubAuthenticate } from '../../../test/stub-routes.ts';
import { recordStatements } from '../db/statements.ts';
import { connectProcesses } from './between.ts';
import { createRealtime, type Realtime } from './realtime.ts';

const TECH = stubActors.tech.accountId!;
const times = { settleMs: 60, tellMs: 120, repeatMs: 300, forgetMs: 1_000 };
let kernel: TestKernel;
const processes: { server: Server; realtime: Realtime; url: string }[] = [];
const sockets: Socket[] = [];

beforeAll(async () => {
  kernel = await testKernel();
  const { database } = kernel;
  // Two processes on PostgreSQL; on the embedded database there is only ever one.
  for (let index = 0; index < (database.engine === 'postgres' ? 2 : 1); index++) {
    const server = createServer((_request, response) => response.end());
    const realtime = createRealtime({
      modules: [{ rooms: [{ prefix: 'staff', mayJoin: async (_db, actor) => actor.kind === 'tech' }] }],
      db: kernel.db,
      authenticate: stubAuthenticate,
      publicUrl: 'http://localhost:3000',
      log: testLog,
      between: await connectProcesses({ database, redisUrl: null, log: testLog }),
      attendance: { rooms: ['staff:all'], hint: { kind: 'availability', id: 0, version: null }, times },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    realtime.attach(server);
    processes.push({ server, realtime, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  }
  if (processes.length > 1) await new Promise((resolve) => setTimeout(resolve, 500));
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await expect.poll(() => [...last().realtime.attendance()], { timeout: 5_000 }).toEqual([]);
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
const open = (as: string, at = first()): Promise<Socket> => {
  const socket = connect(at.url, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { cookie: `portico=${as}` },
  });
  sockets.push(socket);
  return new Promise((resolve, reject) => socket.on('connect', () => resolve(socket)).on('connect_error', reject));
};
const attend = (socket: Socket, idle: unknown) => socket.emitWithAck('attend', { idle });
const seenAt = (process: (typeof processes)[number]) =>
  expect.poll(() => process.realtime.attendance().get(TECH) ?? 'offline', { timeout: 5_000 });

describe('allows', () => {
  it('every process to know who is there, who has left a page alone, and who has gone', async () => {
    const tab = await open('tech');
    await seenAt(last()).toBe('online');
    const other = await open('tech', last());
    await attend(tab, true);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await seenAt(first()).toBe('online');
    await attend(other, true);
    await seenAt(first()).toBe('idle');
    await seenAt(last()).toBe('idle');
    await attend(tab, false);
    await seenAt(last()).toBe('online');
    for (const socket of [tab, other]) socket.disconnect();
    await seenAt(first()).toBe('offline');
    await seenAt(last()).toBe('offline');
  });

  it('a reload without being seen to leave, and many changes with few hints', async () => {
    const watcher = await open('admin', last());
    await watcher.emitWithAck('watch', { room: 'staff:all' });
    let tab = await open('tech');
    await seenAt(last()).toBe('online');
    await new Promise((resolve) => setTimeout(resolve, 400));
    const hints: unknown[] = [];
    watcher.on('hint', (hint) => hints.push(hint));
    tab.disconnect();
    tab = await open('tech');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(hints).toEqual([]);
    for (let index = 0; index < 41; index++) await attend(tab, index % 2 === 0);
    await seenAt(last()).toBe('idle');
    await expect.poll(() => hints.length, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(hints.length).toBeLessThanOrEqual(3);
    expect(hints[0]).toEqual({ kind: 'availability', id: 0, version: null });
  });

  it('thirty pages to come, go idle and leave without a statement on the database', async () => {
    const { statements } = await recordStatements(async () => {
      const tabs = await Promise.all(Array.from({ length: 30 }, () => open('tech')));
      await Promise.all(tabs.map((tab) => attend(tab, true)));
      await seenAt(first()).toBe('idle');
      for (const tab of tabs) tab.disconnect();
      await seenAt(first()).toBe('offline');
    });
    expect(statements.filter((text) => !/notify/i.test(text))).toEqual([]);
  });
});

describe('refuses', () => {
  it('contacts to be kept track of, and words that mean nothing', async () => {
    const contact = await open('contact');
    contact.emit('attend', { idle: false });
    const tab = await open('tech');
    for (const idle of ['yes', 1, null, undefined]) expect(await attend(tab, idle)).toEqual({ ok: false, code: 'input.invalid' });
    tab.emit('attend');
    await seenAt(last()).toBe('online');
    expect([...last().realtime.attendance().keys()]).toEqual([TECH]);
  });
});
