import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { checkPostgres } from '../db/check-postgres.ts';
import type { ReportingClient } from '../db/connection.ts';
import { type Database, openEmbedded, openPostgres } from '../db/database.ts';
import { startEmbedded } from '../db/embedded.ts';
import { lockFolder } from '../db/lock-file.ts';
import { Refusal } from '../errors.ts';
import type { Client } from './tables.ts';

/** An empty place for a whole database. `fill` builds everything in one transaction; until it is kept, nothing is there. */
export interface Target {
  readonly engine: Database['engine'];
  /** For people; without a password. */
  readonly place: string;
  /** @param keep false = everything is looked at and then thrown away. `beforeKept` is the last chance to fail. */
  fill<T>(work: (client: Client) => Promise<T>, keep: boolean, beforeKept?: () => Promise<void>): Promise<T>;
  /** Gives everything back; what was not kept is gone. */
  close(): Promise<void>;
}

/** As kernel/db/migrate.ts has it: a server that is started meanwhile waits until the target is complete. */
const MIGRATION_LOCK = 7_367_001;

const notEmpty = (place: string, what: string): Refusal =>
  new Refusal(
    409,
    'restore.notEmpty',
    `${place} is not empty: ${what}. A restore never overwrites anything. Nothing was changed; choose an empty place, or move what is there out of the way.`,
  );

/** The folder where the embedded database of DATA_DIR lives, taken for this process. */
export async function embeddedTarget(dataDir: string, log: Logger): Promise<Target> {
  const unlock = lockFolder(dataDir);
  try {
    const final = join(dataDir, 'db');
    // A folder that was only being made when its process ended holds nothing yet.
    const making = `${final}.making`;
    if (!existsSync(making) && (await readdir(final).catch(() => [])).length > 0) throw notEmpty(dataDir, 'there is a database in it');
    for (const name of await readdir(dataDir)) if (name.startsWith(SIDE)) await rm(join(dataDir, name), { recursive: true, force: true });
    const home = await mkdtemp(join(dataDir, SIDE));
    const remove = () => rm(home, { recursive: true, force: true });
    const place = async (): Promise<void> => {
      await rm(final, { recursive: true, force: true });
      await rename(join(home, 'db'), final);
      await rm(making, { force: true });
      await syncFolder(dataDir);
    };
    return folderTarget({ home, log, place: dataDir, keep: place, giveBack: () => remove().finally(unlock) });
  } catch (error) {
    unlock();
    throw error;
  }
}
const SIDE = 'restore-';

/** A database in a folder of its own that is thrown away. */
export async function scratchTarget(log: Logger, below = tmpdir()): Promise<Target> {
  const home = await mkdtemp(join(below, 'portico-drill-'));
  const giveBack = () => rm(home, { recursive: true, force: true });
  return folderTarget({ home, log, place: `a scratch database in ${below}`, keep: async () => {}, giveBack });
}

/** Built beside its place and moved there when it is complete: a process that is killed in between leaves the place empty. */
function folderTarget(options: {
  readonly home: string;
  readonly log: Logger;
  readonly place: string;
  readonly keep: () => Promise<void>;
  readonly giveBack: () => Promise<void>;
}): Target {
  return {
    engine: 'pglite',
    place: options.place,
    fill: async (work, keep, beforeKept) => {
      const folder = join(options.home, 'db');
      await mkdir(folder, { mode: 0o700 });
      const database = openEmbedded(await startEmbedded({ folder }), { log: options.log });
      let result: Awaited<ReturnType<typeof work>>;
      try {
        result = await inTransaction(database, work, true, 0);
        if (keep) await database.pool.query('CHECKPOINT');
      } finally {
        await database.close();
      }
      if (keep) {
        await beforeKept?.();
        await options.keep();
      }
      return result;
    },
    close: options.giveBack,
  };
}

/**
 * An empty database on a PostgreSQL server.
 *
 * @param lookMs how long it is asked whether it kept everything when the connection broke while it did.
 */
export async function postgresTarget(url: string, log: Logger, lookMs = 60_000): Promise<Target> {
  await checkPostgres(url);
  const database = openPostgres(url, { log, poolSize: 1 });
  const place = placeOf(url);
  try {
    const { rows } = await database.pool.query<{ names: string | null }>(FOREIGN);
    if (rows[0]?.names) throw notEmpty(`The database ${place}`, `it has ${rows[0].names}`);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    engine: 'postgres',
    place,
    fill: (work, keep, beforeKept) =>
      inTransaction(
        database,
        async (client) => {
          await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
          const result = await work(client);
          if (keep) await beforeKept?.();
          return result;
        },
        keep,
        lookMs,
      ),
    close: () => database.close(),
  };
}

/** Tables, views and sequences of anybody but the system and extensions; the first few by name. */
const FOREIGN = `SELECT string_agg(name, ', ') AS names FROM (
  SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  ORDER BY 1 LIMIT 3) AS found`;

async function inTransaction<T>(database: Database, work: (client: Client) => Promise<T>, keep: boolean, lookMs: number): Promise<T> {
  const client = await database.pool.connect();
  let broke = false;
  let committing: { readonly result: T; readonly transaction: string } | null = null;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    const { rows } = await client.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id');
    if (keep) committing = { result, transaction: rows[0]?.id ?? '' };
    await client.query(keep ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broke = true;
    });
    broke ||= (client as unknown as ReportingClient).broken;
    // The embedded database lies in a folder that is thrown away when this fails; a server may have kept everything.
    if (!committing || !broke || database.engine !== 'postgres') throw error;
    client.release(true);
    const outcome = await outcomeOf(database, committing.transaction, lookMs);
    if (outcome === 'committed') return committing.result;
    throw outcome === 'aborted' ? error : unknownOutcome();
  } finally {
    if (!committing || !broke || database.engine !== 'postgres') client.release(broke);
  }
}

/** What became of a transaction whose commit was never answered. The server needs a while to notice that its client is gone. */
async function outcomeOf(database: Database, transaction: string, lookMs: number): Promise<'committed' | 'aborted' | 'unknown'> {
  const end = performance.now() + lookMs;
  for (;;) {
    const answer = await database.pool
      .query<{ status: string | null }>('SELECT pg_xact_status($1::xid8) AS status', [transaction])
      .catch(() => null);
    const status = answer?.rows[0]?.status;
    if (status === 'committed' || status === 'aborted') return status;
    if (performance.now() > end) return 'unknown';
    await new Promise((resolve) => setTimeout(resolve, Math.min(1_000, lookMs / 5)));
  }
}

const UNKNOWN = 'target.unknown';
const unknownOutcome = (): Refusal =>
  new Refusal(
    503,
    UNKNOWN,
    'The connection to the database broke in the last step, and the database could not be asked whether it kept everything. Nothing was taken back: files, secret and notes stay. When it answers again, start the same command again: if it finds the database empty, it does everything anew; if it says that the database is not empty, everything had arrived and Portico can be started on it.',
  );

/** The target may hold everything: what belongs to it must stay. */
export const isOutcomeUnknown = (error: unknown): boolean => error instanceof Refusal && error.code === UNKNOWN;

/** An address as people may see it. */
export function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${decodeURIComponent(pathname.slice(1)) || 'postgres'} on ${host || 'this machine'}`;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
