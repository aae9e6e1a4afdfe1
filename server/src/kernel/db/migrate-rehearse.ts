import type pg from 'pg';
import type { Logger } from 'pino';
import { nowMs } from '../clock.ts';
import type { Database } from './database.ts';
import { findPending, type MigrationWatch, migrate } from './migrate.ts';
import { copyDatabase, copyFolder } from './migrate-copy.ts';
import { readHistory } from './migrate-history.ts';

export interface RehearsedMigration {
  readonly name: string;
  readonly ms: number;
  readonly inTransaction: boolean;
  /** Tables that were there before and are locked until the migration ends, so at most `ms`. */
  readonly locks: readonly { readonly table: string; readonly mode: string; readonly stops: 'reads and writes' | 'writes' }[];
  /** Tables that were there before and are written anew from the first row to the last. */
  readonly rewrites: readonly { readonly table: string; readonly rows: number }[];
  readonly rows: readonly { readonly table: string; readonly inserted: number; readonly updated: number; readonly deleted: number }[];
}

export interface Rehearsal {
  readonly place: string;
  readonly copyMs: number;
  readonly migrations: readonly RehearsedMigration[];
}

export interface RehearseOptions {
  /** The real one: it is only read. */
  readonly database: Database;
  readonly config: { readonly databaseUrl: string | null; readonly dataDir: string };
  readonly log: Logger;
  readonly folder?: string;
  readonly alsoUnderLock?: (client: pg.PoolClient) => Promise<void>;
  readonly onStep: (line: string) => void;
}

/**
 * Runs the pending migrations on a copy, measures them and throws the copy away.
 *
 * @throws StartRefused when there is no room or no right for a copy.
 */
export async function rehearse(options: RehearseOptions): Promise<Rehearsal> {
  const { database, config, log, folder, onStep } = options;
  const began = nowMs();
  const pending = await findPending(database.pool, folder);
  const done = await appliedVersions(database);
  const build = async (copy: Database): Promise<void> => {
    await migrate(copy.pool, { log, ...(folder ? { folder } : {}), only: (migration) => done.has(migration.version) });
  };
  onStep('Copying the database …');
  const copy =
    config.databaseUrl === null
      ? await copyFolder(database, config.dataDir, log)
      : await copyDatabase({ url: config.databaseUrl, log, build, onTable: (table) => onStep(`Copying ${table} …`) }, pending);
  try {
    const copyMs = nowMs() - began;
    const migrations: RehearsedMigration[] = [];
    onStep(`Rehearsing ${pending.join(', ')} on the copy …`);
    const { alsoUnderLock } = options;
    await migrate(copy.database.pool, {
      log,
      ...(folder ? { folder } : {}),
      ...(alsoUnderLock ? { alsoUnderLock } : {}),
      watch: measure(migrations),
    });
    return { place: copy.place, copyMs, migrations };
  } finally {
    await copy.remove();
  }
}

async function appliedVersions(database: Database): Promise<ReadonlySet<number>> {
  const client = await database.pool.connect();
  try {
    return new Set((await readHistory(client))?.map(({ version }) => version));
  } finally {
    client.release();
  }
}

interface TableState {
  readonly table: string;
  readonly node: string;
  readonly rows: number;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}

function measure(report: RehearsedMigration[]): MigrationWatch {
  let began = 0;
  let before = new Map<string, TableState>();
  return {
    async before(client) {
      before = await tableStates(client);
      began = nowMs();
    },
    async after(client, { name, inTransaction }) {
      const ms = nowMs() - began;
      const after = await tableStates(client);
      const rewrites: { table: string; rows: number }[] = [];
      const rows: { table: string; inserted: number; updated: number; deleted: number }[] = [];
      for (const [oid, now] of after) {
        const was = before.get(oid);
        const since = (what: 'inserted' | 'updated' | 'deleted'): number => now[what] - (was?.[what] ?? 0);
        const moved = { table: now.table, inserted: since('inserted'), updated: since('updated'), deleted: since('deleted') };
        if (was && was.node !== now.node) rewrites.push({ table: was.table, rows: was.rows });
        else if (moved.inserted + moved.updated + moved.deleted > 0) rows.push(moved);
      }
      report.push({ name, ms, inTransaction, locks: await locksHeld(client, before), rewrites, rows });
    },
  };
}

async function tableStates(client: pg.ClientBase): Promise<Map<string, TableState>> {
  const { rows } = await client.query<TableState & { oid: string }>(
    `SELECT c.oid::text AS oid, c.relname AS table, coalesce(pg_relation_filenode(c.oid), 0)::text AS node, greatest(c.reltuples, 0)::float8 AS rows,
       coalesce(s.n_tup_ins, 0)::float8 AS inserted, coalesce(s.n_tup_upd, 0)::float8 AS updated, coalesce(s.n_tup_del, 0)::float8 AS deleted
     FROM pg_class c LEFT JOIN pg_stat_xact_user_tables s ON s.relid = c.oid
     WHERE c.relkind IN ('r', 'p', 'm') AND c.relnamespace = current_schema()::regnamespace AND c.relname <> 'schema_migrations'`,
  );
  return new Map(rows.map((row) => [row.oid, row]));
}

/** From the weakest that anybody notices to the strongest. */
const MODES = ['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'];

async function locksHeld(client: pg.ClientBase, before: ReadonlyMap<string, TableState>): Promise<RehearsedMigration['locks']> {
  const { rows } = await client.query<{ oid: string; mode: string }>(
    "SELECT relation::text AS oid, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted",
  );
  const strongest = new Map<string, string>();
  for (const { oid, mode } of rows) {
    if (before.has(oid) && MODES.indexOf(mode) > MODES.indexOf(strongest.get(oid) ?? '')) strongest.set(oid, mode);
  }
  return [...strongest].map(([oid, mode]) => ({
    table: before.get(oid)?.table ?? oid,
    mode,
    stops: mode === 'AccessExclusiveLock' ? 'reads and writes' : 'writes',
  }));
}

/** How long a migration takes and locks, in a sentence or two. */
export function describeRehearsed({ ms, inTransaction, locks, rewrites, rows }: RehearsedMigration): readonly string[] {
  const time = `at most ${(ms / 1000).toFixed(2)} s`;
  const said = [
    ...locks.map(({ table, mode, stops }) => `stops ${stops} of ${table} (${mode}), ${time}`),
    ...rewrites.map((one) => `writes all of ${one.table} anew, about ${one.rows.toLocaleString('en-US')} rows`),
    ...rows.map(
      ({ table, inserted, updated, deleted }) => `changes rows of ${table}: ${inserted} new, ${updated} updated, ${deleted} deleted`,
    ),
  ];
  if (said.length > 0) return said;
  return [inTransaction ? 'stops nobody' : 'runs beside others, without a transaction, and stops nobody for long'];
}
