import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { io as connect, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../../bench/server-process.ts';
import { ENGINE, testLog } from '../../../test/harness.ts';
import { stubAuthenticate } from '../../../test/stub-routes.ts';
import { copyPostgres, dropPostgres } from '../../../test/template.ts';
import { type Database, openPostgres } from '../db/database.ts';
import type { Module } from '../module.ts';
import { connectProcesses } from './between.ts';
import { probeRedis } from './between-redis.ts';
import { createRealtime, type Realtime } from './realtime.ts';

// Three processes (each with connections of its own) joined by PostgreSQL, and joined by a Redis that goes and comes back.

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
if (ENGINE !== 'postgres') console.warn('\n!! SKIPPED: live updates between processes, because they need PostgreSQL.\n');
else if (!hasRedis)
  console.warn('\n!! SKIPPED: live updates over Redis, because redis-server is missing (apt-get install redis-server).\n');

const tickets: Module = { name: 'stub', rooms: [{ prefix: 'ticket', mayJoin: async () => true }] };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A Redis of the test's own, kept nowhere. */
function redisServer(port: number, ...more: string[]) {
  let child: ChildProcess | null = null;
  const stop = async (): Promise<void> => {
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child?.once('close', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  const start = async (): Promise<void> => {
    child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...more], {
      stdio: 'ignore',
    });
    await pause(100);
  };
  return { start, stop, url: `redis://127.0.0.1:${port}` };
}

interface One {
  readonly server: Server;
  readonly database: Database;
  readonly realtime: Realtime;
  readonly url: string;
}

async function processOn(databaseUrl: string, redisUrl: string | null): Promise<One> {
  const database = openPostgres(databaseUrl, { log: testLog, poolSize: 3 });
  const server = createServer();
  const between = await connectProcesses({ database, redisUrl, log: testLog });
  const realtime = createRealtime({
    modules: [tickets],
    db: database.db,
    authenticate: stubAuthenticate,
    publicUrl: 'http://localhost:3000',
    log: testLog,
    between,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  realtime.attach(server);
  return { server, database, realtime, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** As a page does: comes back when it is cut off or asked to. */
function page(one: One, as: string) {
  const seen = { hints: [] as number[], presence: [] as string[], connects: 0, ended: [] as string[], evicted: 0 };
  const socket: Socket = connect(one.url, { transports: ['websocket'], forceNew: true, extraHeaders: { cookie: `portico=${as}` } });
  socket.on('connect', () => {
    seen.connects += 1;
    socket.emit('watch', { room: 'ticket:7' });
  });
  socket.on('disconnect', (reason) => seen.ended.push(reason));
  socket.on('hint', ({ version }) => seen.hints.push(version));
  socket.on('evicted', () => {
    seen.evicted += 1;
  });
  socket.on('presence', ({ state }) => seen.presence.push(state));
  socket.on('reconnect', ({ afterMs }) => {
    socket.disconnect();
    setTimeout(() => socket.connect(), afterMs);
  });
  return { socket, seen };
}

describe.runIf(ENGINE === 'postgres').each(['postgres', 'redis'] as const)('three processes joined by %s', (kind) => {
  let databaseUrl: string;
  let redis: ReturnType<typeof redisServer>;
  const all: One[] = [];
  let pages: ReturnType<typeof page>[] = [];
  const [first, second, third] = [() => all[0]!, () => all[1]!, () => all[2]!];
  const isHere = kind === 'postgres' || hasRedis;
  let version = 0;

  beforeAll(async () => {
    if (!isHere) return;
    databaseUrl = await copyPostgres();
    redis = redisServer(await freePort());
  });
  afterAll(async () => {
    for (const one of pages) one.socket.disconnect();
    for (const one of all) {
      await one.realtime.drain();
      await one.realtime.close();
      one.server.close();
      await one.database.close();
    }
    await redis?.stop();
    if (databaseUrl) await dropPostgres(databaseUrl);
  });

  const open = async (): Promise<void> => {
    for (const one of pages) one.socket.disconnect();
    pages = [page(first(), 'tech'), page(second(), 'admin'), page(third(), 'contact')];
    await expect.poll(() => pages.map(({ seen }) => seen.connects)).toEqual([1, 1, 1]);
    await pause(200);
  };
  /** Says something from the first process and waits until every page has heard it, once. */
  const allHear = async (): Promise<void> => {
    version += 1;
    first().realtime.publishHint(['ticket:7'], { kind: 'ticket', id: 7, version });
    const heard = () => pages.map(({ seen }) => seen.hints.filter((one) => one === version).length);
    await expect.poll(heard, { timeout: 3_000 }).toEqual(pages.map(() => 1));
  };

  it.runIf(isHere)('start, also while nothing joins them yet, and say so', { timeout: 30_000 }, async () => {
    for (let n = 0; n < 3; n++) all.push(await processOn(databaseUrl, kind === 'redis' ? redis.url : null));
    if (kind === 'redis') {
      const reasons = () => all.map((one) => one.realtime.line().trouble ?? '');
      await expect.poll(() => reasons().every((reason) => reason.includes('ECONNREFUSED'))).toBe(true);
      await redis.start();
    }
    await expect.poll(() => all.map((one) => one.realtime.line()), { timeout: 10_000 }).toEqual(all.map(() => ({ kind, trouble: null })));
    await pause(700);
  });

  it.runIf(isHere)('hear each other, once', async () => {
    await open();
    for (let round = 0; round < 3; round++) await allHear();
    await pause(200);
    for (const { seen } of pages) expect(seen.hints).toEqual([1, 2, 3].map((n) => version - 3 + n));
  });

  it.runIf(isHere)('cut off a person, a session and a room wherever they are', async () => {
    await open();
    const [, admin, contact] = pages;
    first().realtime.evict({ companyId: 1, room: 'ticket:7' });
    await expect.poll(() => contact?.seen.evicted).toBe(1);
    expect(admin?.seen.evicted).toBe(0);
    first().realtime.evict({ accountId: 12 });
    await expect.poll(() => contact?.seen.ended).toEqual(['io server disconnect']);
    expect(admin?.seen.ended).toEqual([]);
  });

  it.runIf(isHere)('see who of the staff is at work on which process, newcomers at once, and contacts see nothing', async () => {
    await open();
    const [tech, admin, contact] = pages;
    await tech?.socket.emitWithAck('presence', { room: 'ticket:7', state: 'replying' });
    await expect.poll(() => admin?.seen.presence).toEqual(['replying']);
    const late = page(third(), 'advanced');
    pages.push(late);
    await expect.poll(() => late.seen.presence, { timeout: 1_500 }).toEqual(['replying']);
    tech?.socket.disconnect();
    await expect.poll(() => late.seen.presence).toEqual(['replying', 'left']);
    expect(contact?.seen.presence).toEqual([]);
  });

  it.runIf(isHere)('go on alone while it is away, say so, and catch up when it is back', { timeout: 60_000 }, async () => {
    await open();
    await allHear();
    const restart = async (): Promise<void> => {
      if (kind === 'redis') return redis.stop();
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      await client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'",
      );
      await client.end();
    };
    await restart();
    await expect.poll(() => all.map((one) => one.realtime.line().trouble === null), { timeout: 5_000 }).toEqual([false, false, false]);
    // Nobody waits for it: whoever is on the same process hears at once, and may be cut off at once.
    const own = page(first(), 'advanced');
    pages.push(own);
    await expect.poll(() => own.seen.connects).toBe(1);
    await pause(200);
    const began = performance.now();
    first().realtime.publishHint(['ticket:7'], { kind: 'ticket', id: 7, version: 900 });
    await expect.poll(() => own.seen.hints.includes(900)).toBe(true);
    expect(performance.now() - began).toBeLessThan(2_000);
    if (kind === 'redis') {
      expect(pages[1]?.seen.hints).not.toContain(900);
      await redis.start();
    }
    await expect.poll(() => all.map((one) => one.realtime.line().trouble), { timeout: 10_000 }).toEqual([null, null, null]);
    // What was missed is unknown: every page connects anew, and reads again what it shows.
    await expect.poll(() => pages.slice(0, 3).map(({ seen }) => seen.connects), { timeout: 10_000 }).toEqual([2, 2, 2]);
    await pause(700);
    await allHear();
  });

  it.runIf(isHere && kind === 'redis')('with a password that is wrong: start, say why, and serve', async () => {
    const locked = redisServer(await freePort(), '--requirepass', 'right');
    await locked.start();
    const one = await processOn(databaseUrl, locked.url.replace('redis://', 'redis://:wrong@'));
    await expect.poll(() => one.realtime.line().trouble).toMatch(/WRONGPASS|NOAUTH/);
    await pause(1_000);
    expect(one.realtime.line().trouble).not.toBeNull();
    expect(await probeRedis(locked.url)).toMatchObject({ ok: false, detail: expect.stringContaining('NOAUTH') });
    expect(await probeRedis(locked.url.replace('redis://', 'redis://:wrong@'))).toMatchObject({ ok: false });
    expect(await probeRedis(locked.url.replace('redis://', 'redis://:right@'))).toMatchObject({ ok: true });
    await locked.stop();
    expect(await probeRedis(locked.url)).toMatchObject({ ok: false, detail: expect.stringContaining('ECONNREFUSED') });
    await one.realtime.drain();
    await one.realtime.close();
    one.server.close();
    await one.database.close();
  });
});
