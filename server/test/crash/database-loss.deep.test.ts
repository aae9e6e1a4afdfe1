import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { ENGINE } from '../template.ts';
import { between, type CrashWorld, crashWorld, inWords, pause } from './crash-world.ts';
import { hasPostgresBinaries, type PrivatePostgres, privatePostgres, WITHOUT_BINARIES } from './private-postgres.ts';
import { answered } from './sigkill-rounds.ts';

// The database goes and comes back under load; the server is never started again.

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 20);
/** Longer than the pool's patience for a connection would make people wait, shorter than anybody calls the operator. */
const AWAY_MS = 6_000;
const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const back of undo.splice(0).reverse()) await back();
});

async function judge(world: CrashWorld, rounds: number): Promise<void> {
  const { findings, writes } = await world.settle();
  expect(inWords(findings)).toEqual([]);
  expect(writes.filter((write) => write.outcome === 'acknowledged').length).toBeGreaterThan(5 * rounds);
  // Nobody was told for good that his request is refused, and no answer named anything but the lost database.
  const left = writes.filter((write) => write.outcome !== 'acknowledged');
  expect(left.map(({ key, outcome, refusals }) => `${key} is ${outcome}: ${refusals.join(', ')}`)).toEqual([]);
  const told = new Set(writes.flatMap((write) => write.refusals));
  expect([...told].filter((refusal) => !/^(503 database\.|429|409 idempotency)/.test(refusal))).toEqual([]);
}

async function terminateAll(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await client.end();
}

async function ownCluster(): Promise<{ cluster: PrivatePostgres; world: CrashWorld }> {
  const cluster = await privatePostgres();
  undo.push(() => cluster.remove());
  const world = await crashWorld({ databaseUrl: cluster.url });
  undo.push(() => world.close());
  return { cluster, world };
}

/** Stops and starts the database server so many times in the middle of the load; the product's process has to outlive it. */
async function goesAndComesBack(mode: 'immediate' | 'fast', rounds: number): Promise<void> {
  const { cluster, world } = await ownCluster();
  await world.underLoad(async () => {
    for (let round = 0; round < rounds; round++) {
      await answered(world, between(5, 30));
      await cluster.stop(mode);
      await pause(between(0, 1_500));
      await cluster.start();
      expect(world.server.alive(), world.server.output()).toBe(true);
    }
    await answered(world, 10);
  });
  await judge(world, rounds);
}

describe.runIf(ENGINE === 'postgres')('a server that goes on without a restart', () => {
  it('when all its connections are cut', { timeout: 600_000 }, async () => {
    const world = await crashWorld();
    undo.push(() => world.close());
    await world.underLoad(async () => {
      for (let round = 0; round < ROUNDS; round++) {
        await answered(world, between(5, 30));
        await terminateAll(world.databaseUrl ?? '');
        expect(world.server.alive(), world.server.output()).toBe(true);
      }
      await answered(world, 10);
    });
    await judge(world, ROUNDS);
  });

  if (ENGINE === 'postgres' && !hasPostgresBinaries) console.warn(WITHOUT_BINARIES);
  describe.runIf(hasPostgresBinaries)('when PostgreSQL itself', () => {
    it('is stopped at once, as if the power went', { timeout: 900_000 }, () => goesAndComesBack('immediate', ROUNDS));

    it('is stopped for maintenance', { timeout: 900_000 }, () => goesAndComesBack('fast', Math.ceil(ROUNDS / 4)));

    it('is away for a while: everybody is told so at once, and the first try after it is back succeeds', { timeout: 300_000 }, async () => {
      const { cluster, world } = await ownCluster();
      const { api, cast } = world;
      const create = (key: string) =>
        api.write(
          { path: '/tickets', actAs: `contact:${cast.contacts[0]}`, body: { title: `${key} .`, descriptionHtml: '<p>x</p>' } },
          key,
        );
      expect((await create('before')).status).toBe(201);
      await cluster.stop('fast');
      const slowest = { ms: 0 };
      for (const end = performance.now() + AWAY_MS; performance.now() < end; await pause(100)) {
        const began = performance.now();
        const { status, body, headers } = await create('during');
        slowest.ms = Math.max(slowest.ms, performance.now() - began);
        expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'database.unavailable', '5']);
        expect(body.detail).toContain('Nothing was saved');
      }
      expect(slowest.ms).toBeLessThan(3_000);
      await cluster.start();
      expect((await create('during')).status).toBe(201);
      expect((await create('during')).headers.get('idempotency-replayed')).toBe('true');
      // Its notices and mails are made by the workers, which were at the same dead connections.
      const { query } = await world.settle();
      const [told] = await query(
        `SELECT count(*)::int AS n FROM mails m JOIN tickets t ON t.id = m.ticket_id WHERE t.title LIKE 'during%' AND m.state = 'sent'`,
        [],
      );
      expect(told).toEqual({ n: 1 });
    });
  });
});
