import type pg from 'pg';
import type { Logger } from 'pino';
import { nowMs } from '../clock.ts';
import { StartRefused } from './lock-file.ts';
import { loadMigrations, type Migration, statementsOf } from './migrate-files.ts';
import { judgeHistory, prepareHistory, readHistory, recordMigration, type Standing } from './migrate-history.ts';

/** Any fixed number: all processes of this product wait for each other on it. */
const LOCK = 7_367_001;
const ASK_AGAIN_MS = 150;
const SAY_AGAIN_MS = 15_000;
/** A change of a table waits this long for those who read it; everybody who comes after waits behind it, so it gives way and tries again. */
const LOCK_TIMEOUT = '4s';
const LOCK_ATTEMPTS = 30;

export interface MigrateOptions {
  readonly log: Logger;
  readonly folder?: string;
  /** More schema work under the same lock (the job library's own tables). */
  readonly alsoUnderLock?: (client: pg.PoolClient) => Promise<void>;
  /** Leaves out the others (a copy that is to stand where the original stands). */
  readonly only?: (migration: Migration) => boolean;
  /** Around each migration; the rehearsal measures here. */
  readonly watch?: MigrationWatch;
}

export interface MigrationWatch {
  before(client: pg.ClientBase, migration: Migration): Promise<void>;
  /** Still inside the transaction of a migration that has one: its locks are held. */
  after(client: pg.ClientBase, migration: Migration): Promise<void>;
}

/**
 * Brings the database to this version, runs beside a newer one that allows it, or refuses. Processes that start together wait for
 * each other, and one that is killed leaves a database on which the next goes on.
 *
 * @returns names of the migrations that ran.
 * @example await migrate(database.pool, { log, alsoUnderLock: migrateJobs });
 */
export async function migrate(pool: pg.Pool, options: MigrateOptions): Promise<readonly string[]> {
  const { log } = options;
  const client = await pool.connect();
  try {
    await takeLock(client, log);
    try {
      const { pending: all, ahead } = await standing(client, options.folder);
      const pending = options.only ? all.filter(options.only) : all;
      if (ahead.length > 0) {
        const newest = ahead.at(-1);
        log.warn(
          { migrations: ahead.map(({ name }) => name), writtenBy: newest?.writtenBy },
          'the database is newer than this server and allows it to run; bring this server up to date',
        );
      } else await prepareHistory(client);
      for (const migration of pending) {
        const began = nowMs();
        await (migration.inTransaction ? apply : applyLoose)(client, migration, options);
        log.info({ migration: migration.name, ms: nowMs() - began }, 'migration applied');
      }
      await options.alsoUnderLock?.(client);
      return pending.map((migration) => migration.name);
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => {});
    }
  } finally {
    client.release();
  }
}

/** Names of what `migrate` would run; changes nothing and waits for nobody. */
export async function findPending(pool: pg.Pool, folder?: string): Promise<readonly string[]> {
  const client = await pool.connect();
  try {
    return (await standing(client, folder)).pending.map(({ name }) => name);
  } finally {
    client.release();
  }
}

async function standing(client: pg.ClientBase, folder?: string): Promise<Standing> {
  return judgeHistory((await readHistory(client)) ?? [], loadMigrations(folder));
}

/** Asked again and again instead of waited for: an index that is built concurrently waits for every statement, also for one that waits. */
async function takeLock(client: pg.ClientBase, log: Logger): Promise<void> {
  for (let waited = 0; ; waited += ASK_AGAIN_MS) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [LOCK]);
    if (rows[0]?.taken) return;
    if (waited % SAY_AGAIN_MS === 0) log.info('another process is bringing the database up to date; waiting for it');
    await pause(ASK_AGAIN_MS);
  }
}

async function apply(client: pg.ClientBase, migration: Migration, { log, watch }: MigrateOptions): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await client.query('BEGIN');
    try {
      await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
      await watch?.before(client, migration);
      await client.query(migration.sql);
      await watch?.after(client, migration);
      await recordMigration(client, migration);
      await client.query('COMMIT');
      return;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      if ((error as { code?: string }).code === '55P03' && attempt < LOCK_ATTEMPTS) {
        log.info({ migration: migration.name, attempt }, 'a table is in use; the migration gave way and tries again');
        await pause(1_000);
        continue;
      }
      log.error({ err: error, migration: migration.name }, 'a migration failed and was undone');
      throw new StartRefused(
        `Migration ${migration.name} failed and was undone: ${textOf(error)}. The database is as the migration before left it. Start the version from before again, or remove the cause and start this one again.`,
        { cause: error },
      );
    }
  }
}

/** Every statement may be found done already, because the process before this one may have ended between it and the record. */
async function applyLoose(client: pg.ClientBase, migration: Migration, { log, watch }: MigrateOptions): Promise<void> {
  try {
    await watch?.before(client, migration);
    for (const statement of statementsOf(migration.sql)) {
      const index = /^create\s+(?:unique\s+)?index\s+concurrently\s+if\s+not\s+exists\s+(\w+)/i.exec(statement)?.[1];
      if (index) await dropUnfinished(client, index);
      await client.query(statement);
    }
    await watch?.after(client, migration);
    await recordMigration(client, migration);
  } catch (error) {
    log.error({ err: error, migration: migration.name }, 'a migration failed');
    throw new StartRefused(
      `Migration ${migration.name} failed; what it had finished stays, and the next start goes on there: ${textOf(error)}.`,
      {
        cause: error,
      },
    );
  }
}

/** An index whose building was interrupted is kept up to date and used by nobody: it has to go before it is built again. */
async function dropUnfinished(client: pg.ClientBase, index: string): Promise<void> {
  const { rows } = await client.query(
    'SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = $1 AND c.relnamespace = current_schema()::regnamespace AND NOT i.indisvalid',
    [index],
  );
  if (rows.length > 0) await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${index}`);
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
