import { createRequire } from 'node:module';
import { type SQL, sql } from 'drizzle-orm';
import type pg from 'pg';
import { type Db as BossDb, fromDrizzle, getConstructionPlans, getMigrationPlans, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Db } from '../context.ts';
import type { Database } from '../db/database.ts';
import { StartRefused } from '../db/lock-file.ts';

export type { JobWithMetadata } from 'pg-boss';
export type Boss = PgBoss;

const SCHEMA = 'pgboss';
const require = createRequire(import.meta.url);
/** Version of the library's own tables that this release of it needs. */
const NEEDED = (require('pg-boss/package.json') as { pgboss: { schema: number } }).pgboss.schema;
export const JOBS_SCHEMA_VERSION = NEEDED;
export const BOSS_VERSION = (require('pg-boss/package.json') as { version: string }).version;

/** Creates or upgrades the job library's tables; called by `migrate` under its lock, on its connection. */
export async function migrateJobs(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ name: string | null }>(`SELECT to_regclass('${SCHEMA}.version')::text AS name`);
  if (!rows[0]?.name) {
    await client.query(getConstructionPlans(SCHEMA));
    return;
  }
  const { rows: found } = await client.query<{ version: number }>(`SELECT version::int AS version FROM ${SCHEMA}.version`);
  const version = found[0]?.version ?? 0;
  if (version > NEEDED) {
    throw new StartRefused(
      'The job tables of this database were written by a newer Portico. Start that version again. Nothing was changed.',
    );
  }
  if (version < NEEDED) await client.query(getMigrationPlans(SCHEMA, version));
}

/** Version of the job tables of a database; 0 when it has none. */
export async function jobsSchemaOf(client: Pick<pg.ClientBase, 'query'>): Promise<number> {
  const { rows } = await client.query<{ name: string | null }>(`SELECT to_regclass('${SCHEMA}.version')::text AS name`);
  if (!rows[0]?.name) return 0;
  const { rows: found } = await client.query<{ version: number }>(`SELECT version::int AS version FROM ${SCHEMA}.version`);
  return found[0]?.version ?? 0;
}

/** The library's tables as statements without BEGIN and COMMIT, for a caller that builds more than them in one transaction. */
export function jobsSchemaPlan(): string {
  const plan = getConstructionPlans(SCHEMA);
  const inner = plan.replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, '');
  // A library that words it otherwise would commit half of what its caller builds.
  if (/\b(BEGIN|COMMIT);/.test(inner.replace(/\$\$[\s\S]*?\$\$/g, '')))
    throw new Error('The plan of the job library holds a transaction of its own.');
  return inner;
}

/** The job library on our connections; `background` starts its housekeeping and cron, which tests do without. */
export function createBoss(database: Database, log: Logger, background: boolean): PgBoss {
  const server = database.engine === 'postgres';
  const db: BossDb = {
    executeSql: async (text, values) => flatten(await database.pool.query(text, values as unknown[])),
  };
  const boss = new PgBoss({
    db,
    schema: SCHEMA,
    backend: server ? 'postgres' : 'pglite',
    // Our own migration did it, under our lock.
    migrate: false,
    supervise: background,
    schedule: background,
    // Rebuilding indexes concurrently needs a second session.
    reindex: server,
    monitorVacuum: server,
  });
  boss.on('error', (error) => log.error({ err: error }, 'job queue error'));
  boss.on('warning', (warning) => log.warn({ warning }, 'job queue warning'));
  return boss;
}

/** Scripts of several statements come back as a list of results. */
function flatten(result: pg.QueryResult | pg.QueryResult[]): { rows: unknown[] } {
  return Array.isArray(result) ? { rows: result.flatMap((one) => one.rows) } : result;
}

/** Lets the library write through the caller's transaction. */
export const through = (db: Db): BossDb =>
  fromDrizzle(db as unknown as Parameters<typeof fromDrizzle>[0], sql as unknown as Parameters<typeof fromDrizzle>[1]);

/** Rows of a raw statement. */
export async function rowsOf<T>(db: Db, query: SQL): Promise<readonly T[]> {
  return (await db.execute(query)).rows as unknown as readonly T[];
}
