import type pg from 'pg';
import { VERSION } from '../version.ts';
import { StartRefused } from './lock-file.ts';
import type { Migration } from './migrate-files.ts';

/** A row of `schema_migrations`: what ran on this database. */
export interface Applied {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
  /** The lowest migration a server must know to run here; null in rows written before this was recorded. */
  readonly needs: number | null;
  /** The Portico that ran it; null likewise. */
  readonly writtenBy: string | null;
}

export interface Standing {
  readonly pending: readonly Migration[];
  /** Migrations of a newer Portico that this one may run beside. */
  readonly ahead: readonly Applied[];
}

/** What ran so far; null for a database that no Portico has touched. */
export async function readHistory(client: pg.ClientBase): Promise<readonly Applied[] | null> {
  const columns = await columnsOf(client);
  if (columns.length === 0) return null;
  // The first release kept neither.
  const more = columns.includes('needs') ? 'needs, written_by' : 'NULL::int AS needs, NULL::text AS written_by';
  const { rows } = await client.query<Omit<Applied, 'writtenBy'> & { written_by: string | null }>(
    `SELECT version, name, checksum, ${more} FROM schema_migrations ORDER BY version`,
  );
  return rows.map(({ written_by: writtenBy, ...row }) => ({ ...row, writtenBy }));
}

async function columnsOf(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows } = await client.query<{ attname: string }>(
    "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('schema_migrations') AND attnum > 0 AND NOT attisdropped",
  );
  return rows.map(({ attname }) => attname);
}

/** Makes the table, or gives the one of the first release its later columns; touches neither when it is as it should be. */
export async function prepareHistory(client: pg.ClientBase): Promise<void> {
  if ((await columnsOf(client)).includes('needs')) return;
  await client.query(
    `CREATE TABLE IF NOT EXISTS schema_migrations (
       version int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz(3) NOT NULL DEFAULT now());
     ALTER TABLE schema_migrations ADD COLUMN IF NOT EXISTS needs int, ADD COLUMN IF NOT EXISTS written_by text`,
  );
}

export async function recordMigration(client: pg.ClientBase, { version, name, checksum, needs }: Migration): Promise<void> {
  await client.query('INSERT INTO schema_migrations (version, name, checksum, needs, written_by) VALUES ($1, $2, $3, $4, $5)', [
    version,
    name,
    checksum,
    needs,
    VERSION,
  ]);
}

/**
 * Compares what ran with the files that are here.
 *
 * @throws StartRefused when this server must not touch the database.
 */
export function judgeHistory(applied: readonly Applied[], migrations: readonly Migration[]): Standing {
  const known = new Map(migrations.map((migration) => [migration.version, migration]));
  const last = migrations.at(-1);
  const ahead = applied.filter((row) => row.version > (last?.version ?? -1));
  for (const row of applied) {
    const migration = known.get(row.version);
    if (!migration && !ahead.includes(row)) {
      throw new StartRefused(
        `Migration ${row.name} of this database is unknown here, although later ones are known: these program files are incomplete, or another product made the database. Install Portico again, or correct DATABASE_URL. Nothing was changed.`,
      );
    }
    if (migration && migration.checksum !== row.checksum) {
      throw new StartRefused(
        `Migration ${row.name} is not the file that built this database. Published migrations are never edited: put the file back, and add a new one. Nothing was changed.`,
      );
    }
  }
  const done = new Set(applied.map((row) => row.version));
  const pending = migrations.filter((migration) => !done.has(migration.version));
  if (ahead.length > 0) refuseTooNew(ahead, pending, last);
  return { pending, ahead };
}

function refuseTooNew(ahead: readonly Applied[], pending: readonly Migration[], last: Migration | undefined): void {
  const demanding = ahead.reduce((most, row) => (needsOf(row) > needsOf(most) ? row : most));
  const mine = last?.version ?? -1;
  const [missing] = pending;
  if (needsOf(demanding) <= mine && !missing) return;
  const by = demanding.writtenBy === null ? '' : `, run by Portico ${demanding.writtenBy}`;
  const why = missing
    ? `lacks ${missing.name}, which this one knows`
    : `needs a Portico that knows migration ${digits(needsOf(demanding))}, and this one (Portico ${VERSION}) ends at ${last?.name ?? 'none'}`;
  throw new StartRefused(
    `This database was written by a newer Portico (migration ${demanding.name}${by}): it ${why}. Start the newer version again, or restore a backup made with this one. Nothing was changed.`,
  );
}

const needsOf = (row: Applied): number => row.needs ?? row.version;
const digits = (version: number): string => String(version).padStart(4, '0');
