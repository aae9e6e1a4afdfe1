import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, pause } from '../../../bench/acknowledged/api.ts';
import { ENGINE } from '../template.ts';
import { type FaultServer, faultServer } from './fault-server.ts';

// A real server that may only have a few files and connections open, under more connections than that.

const LIMIT = 400;
let server: FaultServer;
let api: Api;
beforeAll(async () => {
  server = await faultServer({ under: ['prlimit', `--nofile=${LIMIT}:${LIMIT}`] });
  await server.start();
  api = await server.administrator();
}, 120_000);
afterAll(() => server?.close());

const handles = (): number => readdirSync(`/proc/${server.pid()}/fd`).length;
const flood = async (count: number): Promise<() => void> => {
  const { hostname, port } = new URL(server.url);
  const sockets: Socket[] = [];
  for (let n = 0; n < count; n++) {
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on('error', () => {});
    socket.on('connect', () => socket.write('GET /api/health HTTP/1.1\r\nHost: x\r\n'));
    sockets.push(socket);
  }
  await pause(1_500);
  return () => {
    for (const socket of sockets) socket.destroy();
  };
};
const company = (name: string) =>
  api.post('/companies', { name }).catch((error: Error) => ({ status: 0, body: { detail: error.message } }));

describe('a server without file handles', () => {
  it('refuses what it cannot take, lives, loses nothing it acknowledged, and recovers by itself', { timeout: 180_000 }, async () => {
    const kept: string[] = [];
    const seen = new Set<number>();
    for (let round = 0; round < 3; round++) {
      const end = await flood(2 * LIMIT);
      expect(handles()).toBeGreaterThan(LIMIT - 12);
      for (let n = 0; n < 5; n++) {
        const name = `In need ${round}/${n}`;
        const answer = await Promise.race([company(name), pause(3_000).then(() => ({ status: -1, body: {} }))]);
        seen.add(answer.status);
        if (answer.status === 201) kept.push(name);
      }
      expect(server.alive(), server.output().slice(-2_000)).toBe(true);
      end();
      await expect.poll(async () => (await company(`After ${round} ${Math.random()}`)).status, { timeout: 30_000 }).toBe(201);
      await expect.poll(() => handles(), { timeout: 30_000 }).toBeLessThan(LIMIT - 30);
    }
    // Whoever is answered gets the truth: done, or not now.
    for (const status of seen) expect([-1, 0, 201, 429, 503]).toContain(status);
    const listed = await api.get('/companies?limit=100');
    const names = listed.body.items.map((one: { name: string }) => one.name);
    expect(kept.filter((name) => !names.includes(name))).toEqual([]);
    expect(names.filter((name: string) => name.startsWith('After'))).toHaveLength(3);
    expect((await server.health()).status).toBe(200);
  });

  it('tells the operator that there are few, before there are none', { timeout: 60_000 }, async () => {
    // What the round before left behind goes away while we look, so the flood is topped up until the server says that few are left.
    const ends: (() => void)[] = [];
    const check = async () => {
      ends.push(await flood(Math.max(0, LIMIT - handles() - 8)));
      const { checks } = (await api.get('/system/health')).body;
      return checks.find((one: { key: string }) => one.key === 'handles');
    };
    await expect
      .poll(check, { timeout: 40_000 })
      .toMatchObject({ state: expect.stringMatching(/warning|bad/), advice: expect.stringContaining('LimitNOFILE') });
    expect((await server.doctor()).find((one) => one.key === 'handles')?.state).toMatch(/warning|bad/);
    for (const end of ends) end();
  });
});

describe.runIf(ENGINE === 'pglite')('a second process on the embedded folder', () => {
  it('is refused in words on every road, and leaves the first one alone', { timeout: 60_000 }, async () => {
    const second = await faultServer({ dataDir: server.dataDir });
    await expect(second.start()).rejects.toThrow(
      `Another Portico process (number ${server.pid()}) is already using the data folder ${server.dataDir}. Stop it first, or start this one with another DATA_DIR.`,
    );
    expect((await company('Still ours')).status).toBe(201);
    // One that was killed leaves its lock behind, which stops nobody.
    await server.kill('SIGKILL');
    await second.start();
    expect((await second.health()).status).toBe(200);
    await second.close();
  });
});
