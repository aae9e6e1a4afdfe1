import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { Logger } from 'pino';
import { StartRefused } from './lock-file.ts';

export interface Migration {
  readonly version: number;
  /** `0001_people` */
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../migrations/', import.meta.url));

/** Any fixed number: all processes of this product wait for each other on it. */
const LOCK = 7_367_001;

/** All migrations in order; two files with one number are a mistake of the author and throw. */
export function loadMigrations(folder = MIGRATIONS_FOLDER): readonly Migration[] {
  const files = readdirSync(folder)
    .filter((file) => /^\d{4}_[a-z0-9-_]+\.sql$/.test(file))
    .sort();
  const migrations = files.map((file) => {
    const sql = readFileSync(`${folder}/${file}`, 'utf8');
    return { version: Number(file.slice(0, 4)), name: file.slice(0, -4), sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
  const twice = migrations.find((migration, index) => migrations[index - 1]?.version === migration.version);
  if (twice) throw new Error(`Two migrations have the number ${twice.version}.`);
  return migrations;
}

export interface MigrateOptions {
  readonly log: Logger;
  readonly folder?: string;
  /** Report what would run, change nothing. */
  readonly dryRun?: boolean;
  /** More schema work under the same lock (the job library's own tables). */
  readonly alsoUnderLock?: (client: pg.PoolClient) => Promise<void>;
}

/**
 * Brings the database to this version, or refuses one that is newer. Processes that start together wait for each other.
 *
 * @returns names of the migrations that ran (or would run).
 */
export async function migrate(pool: pg.Pool, options: MigrateOptions): Promise<readonly string[]> {
  const migrations = loadMigrations(options.folder);
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    try {
      const pending = await findPending(client, migrations, options.dryRun === true);
      if (options.dryRun) return pending.map((migration) => migration.name);
      for (const migration of pending) await apply(client, migration, options.log);
      await options.alsoUnderLock?.(client);
      return pending.map((migration) => migration.name);
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    }
  } finally {
    client.release();
  }
}

async function findPending(client: pg.PoolClient, migrations: readonly Migration[], dryRun: boolean): Promise<readonly Migration[]> {
  const { rows: exists } = await client.query<{ table: string | null }>("SELECT to_regclass('schema_migrations')::text AS table");
  if (!exists[0]?.table) {
    if (dryRun) return migrations;
    await client.query(
      'CREATE TABLE schema_migrations (version int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz(3) NOT NULL DEFAULT now())',
    );
  }
  const { rows } = await client.query<{ version: number; name: string; checksum: string }>(
    'SELECT version, name, checksum FROM schema_migrations',
  );
  const known = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const row of rows) {
    const migration = known.get(row.version);
    if (!migration) {
      throw new StartRefused(
        `This database was written by a newer Portico (migration ${row.name} is unknown here). Start that version again, or restore a backup made with this one. Nothing was changed.`,
      );
    }
    if (migration.checksum !== row.checksum) {
      throw new StartRefused(
        `Migration ${row.name} is not the file that built this database. Published migrations are never edited: put the file back, and add a new one. Nothing was changed.`,
      );
    }
  }
  const applied = new Set(rows.map((row) => row.version));
  return migrations.filter((migration) => !applied.has(migration.version));
}

async function apply(client: pg.PoolClient, migration: Migration, log: Logger): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query('INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.checksum,
    ]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    const detail = error instanceof Error ? error.message : String(error);
    throw new Error(`Migration ${migration.name} failed and was undone: ${detail}`, { cause: error });
  }
  log.info({ migration: migration.name }, 'migration applied');
}
