import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { ENGINE } from '../template.ts';
import { between, type CrashWorld, crashWorld, inWords, pause } from './crash-world.ts';
import { hasPostgresBinaries, privatePostgres } from './private-postgres.ts';
import { answered } from './sigkill-rounds.ts';

// The database goes and comes back under load; the server is never started again.

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 20);
const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const back of undo.splice(0).reverse()) await back();
});

async function judge(world: CrashWorld): Promise<void> {
  const { findings, writes } = await world.settle();
  expect(inWords(findings)).toEqual([]);
  expect(writes.filter((write) => write.outcome === 'acknowledged').length).toBeGreaterThan(5 * ROUNDS);
  expect(writes.filter((write) => write.outcome !== 'acknowledged')).toEqual([]);
  // A lost database is told as such, with words and a time to come back, never as a fault of ours.
  expect([...new Set(writes.flatMap((write) => write.refusals))].filter((refusal) => !/^(503|429|409 idempotency)/.test(refusal))).toEqual(
    [],
  );
}

async function terminateAll(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await client.end();
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
    await judge(world);
  });

  // Asked for by CRASH_CLUSTER=1: run beside other work it has reported findings that nobody has explained yet.
  it.runIf(process.env.CRASH_CLUSTER === '1' && hasPostgresBinaries())(
    'when PostgreSQL itself is stopped at once and comes back',
    { timeout: 900_000 },
    async () => {
      const cluster = await privatePostgres();
      undo.push(() => cluster.remove());
      const world = await crashWorld({ databaseUrl: cluster.url });
      undo.push(() => world.close());
      await world.underLoad(async () => {
        for (let round = 0; round < Math.ceil(ROUNDS / 2); round++) {
          await answered(world, between(5, 30));
          await cluster.crash();
          await pause(between(0, 2_000));
          await cluster.start();
          expect(world.server.alive(), world.server.output()).toBe(true);
        }
        await answered(world, 10);
      });
      await judge(world);
    },
  );
});
