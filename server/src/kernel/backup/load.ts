import type pg from 'pg';
import type { Logger } from 'pino';
import { loadMigrations, type Migration, statementsOf } from '../db/migrate-files.ts';
import { prepareHistory, recordMigration } from '../db/migrate-history.ts';
import { Refusal } from '../errors.ts';
import { JOBS_SCHEMA_VERSION, jobsSchemaPlan } from '../jobs/boss.ts';
import { type BackupHeader, type BackupWatch, type Item, madeByNewer, stopped, type TableSum } from './format.ts';
import { type Client, insertOf, JOBS_SCHEMA, listTables, prepareSession, setSequence, sumOf, type Table } from './tables.ts';

export type SchemaFacts = Pick<BackupHeader, 'version' | 'migrations' | 'jobsSchema'>;

/** What the loading side does with everything that is no row. */
export interface LoadOptions {
  readonly schema: SchemaFacts;
  readonly total: number | null;
  readonly watch: BackupWatch;
  readonly log: Logger;
  /** A database that writes no checkpoints by itself. */
  readonly checkpoint: boolean;
  /** Files and instance facts, in the order of the backup; tables are complete by then. */
  readonly onItem: (item: Item, client: Client) => Promise<void>;
  /** Inside the same transaction, when everything is there and on the present schema. */
  readonly finish: (client: Client) => Promise<void>;
}
export interface Loaded {
  readonly tables: Readonly<Record<string, TableSum>>;
  readonly rows: number;
  /** Migrations that the backup did not have. */
  readonly migrated: readonly string[];
}

/** Refuses what this version cannot read: asked before anything is touched. */
export function splitMigrations(schema: SchemaFacts): { readonly before: readonly Migration[]; readonly after: readonly Migration[] } {
  const ours = loadMigrations();
  const known = new Map(ours.map((migration) => [migration.version, migration]));
  for (const theirs of schema.migrations) {
    const mine = known.get(theirs.version);
    if (!mine) throw madeByNewer(schema);
    if (mine.checksum !== theirs.checksum) {
      throw new Refusal(
        422,
        'backup.otherSchema',
        `Migration ${theirs.name} of this backup is not the one that this Portico has. Restore it with the version that made it, ${schema.version}. Nothing was changed.`,
      );
    }
  }
  if (schema.jobsSchema > JOBS_SCHEMA_VERSION) throw madeByNewer(schema);
  const has = new Set(schema.migrations.map((migration) => migration.version));
  return { before: ours.filter((one) => has.has(one.version)), after: ours.filter((one) => !has.has(one.version)) };
}

/**
 * Builds the schema the backup was made on, loads its rows, compares counts and sums with what the database says it has now, and
 * brings it to the present schema. All of it inside the transaction that `client` has open: nothing is there until it is committed.
 */
export async function loadItems(client: Client, items: AsyncIterable<Item>, options: LoadOptions): Promise<Loaded> {
  const { before, after } = splitMigrations(options.schema);
  await prepareSession(client);
  await createSchema(client, before);
  const tables = new Map((await listTables(client)).map((table) => [table.name, table]));
  await client.query(`TRUNCATE ${[...tables.values()].map((table) => table.sql).join(', ')}`);
  const rebuild = await takeDown(client);
  const loader = new Loader(client, tables, options);
  let built = false;
  for await (const item of items) {
    if (item.kind === 'end') break;
    if (item.kind === 'sequences') {
      await loader.sequences(item.values);
      await rebuildAll(client, rebuild, options.watch);
      await loader.compare();
      built = true;
    } else if (!(await loader.take(item))) await options.onItem(item, client);
  }
  if (!built) throw new Error('The backup holds no tables.');
  for (const migration of after) {
    await applyInside(client, migration);
    options.log.info({ migration: migration.name }, 'migration applied to the restored data');
  }
  await options.finish(client);
  await client.query('ANALYZE');
  // The last moment at which nothing has happened.
  refuseWhenStopped(options.watch);
  return { tables: loader.sums, rows: loader.done, migrated: after.map((migration) => migration.name) };
}

async function createSchema(client: Client, migrations: readonly Migration[]): Promise<void> {
  await prepareHistory(client as pg.ClientBase);
  for (const migration of migrations) await applyInside(client, migration);
  await client.query(jobsSchemaPlan());
  // The library's plan shortens it for itself.
  await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
  await client.query('SET LOCAL lock_timeout = 0');
}

/** Nobody else is here, so what spares other people's locks elsewhere can be done inside the transaction. */
async function applyInside(client: Client, migration: Migration): Promise<void> {
  if (migration.inTransaction) await client.query(migration.sql);
  else {
    for (const statement of statementsOf(migration.sql))
      await client.query(statement.replace(/^((?:create|drop|reindex)\b[^(;]*?)\bconcurrently\b/i, '$1'));
  }
  await recordMigration(client as pg.ClientBase, migration);
}

/**
 * Foreign keys and indexes are built once over all rows, which is several times faster than row by row, and lets circles of references
 * (files and accounts) be loaded in any order. Building them again checks every reference.
 */
async function takeDown(client: Client): Promise<readonly string[]> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
     WHERE contype = 'f' AND conparentid = 0 AND connamespace IN (SELECT oid FROM pg_namespace WHERE nspname IN (current_schema(), $1))`,
    [JOBS_SCHEMA],
  );
  for (const { table, name } of keys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'i' AND NOT c.relispartition
       AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid)
       AND (SELECT relpersistence FROM pg_class WHERE oid = i.indrelid) = 'p'`,
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  return [
    ...indexes.map(({ definition }) => definition),
    ...keys.map(({ table, name, definition }) => `ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`),
  ];
}

async function rebuildAll(client: Client, statements: readonly string[], watch: BackupWatch): Promise<void> {
  let done = 0;
  for (const statement of statements) {
    refuseWhenStopped(watch);
    await client.query(statement);
    watch.onProgress({ phase: 'indexes', done: ++done, total: statements.length, unit: 'indexes and references' });
  }
}

function refuseWhenStopped(watch: BackupWatch): void {
  if (watch.signal.aborted) throw stopped('The target is empty as before.');
}

/** The log of the embedded database only shrinks at a checkpoint. */
const ROWS_PER_CHECKPOINT = 200_000;

class Loader {
  readonly #client: Client;
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #options: LoadOptions;
  #current: { readonly name: string; readonly insert: string } | null = null;
  readonly #columns = new Map<string, readonly string[]>();
  readonly #written: Record<string, TableSum> = {};
  readonly sums: Record<string, TableSum> = {};
  done = 0;
  #lastCheckpoint = 0;

  constructor(client: Client, tables: ReadonlyMap<string, Table>, options: LoadOptions) {
    this.#client = client;
    this.#tables = tables;
    this.#options = options;
  }

  /** False when the item is none of a table. */
  async take(item: Item): Promise<boolean> {
    if (item.kind === 'table') this.#begin(item.name, item.columns);
    else if (item.kind === 'rows') await this.#rows(item.lines);
    else if (item.kind === 'tableEnd') this.#written[item.name] = { rows: item.rows, sum: item.sum };
    else return false;
    return true;
  }

  #begin(name: string, columns: readonly string[]): void {
    const table = this.#tables.get(name);
    const ofJobs = name.startsWith(`${JOBS_SCHEMA}.`);
    if (!table) {
      if (!ofJobs) throw new Error(`The backup has a table ${name} that its schema does not have.`);
      // A table the job library gave up in a later version.
      this.#current = null;
      return;
    }
    const { sql, missing } = insertOf(table, columns);
    if (missing.length > 0 && !ofJobs)
      throw new Error(`The backup has columns ${name}.${missing.join(', ')} that its schema does not have.`);
    this.#columns.set(
      name,
      columns.filter((column) => !missing.includes(column)),
    );
    this.#current = { name, insert: sql };
  }

  async #rows(lines: readonly string[]): Promise<void> {
    if (!this.#current) return;
    const { total, watch, checkpoint } = this.#options;
    refuseWhenStopped(watch);
    await this.#client.query(this.#current.insert, [`[${lines.join(',')}]`]);
    this.done += lines.length;
    watch.onProgress({ phase: 'rows', done: this.done, total, unit: 'rows' });
    if (!checkpoint || this.done - this.#lastCheckpoint < ROWS_PER_CHECKPOINT) return;
    this.#lastCheckpoint = this.done;
    await this.#client.query('CHECKPOINT');
  }

  async sequences(values: readonly { readonly name: string; readonly last: string; readonly called: boolean }[]): Promise<void> {
    for (const value of values) await this.#client.query(setSequence(value), [value.last, value.called]);
  }

  /** What the target says it holds, against what the source said it held. */
  async compare(): Promise<void> {
    const { schema, watch } = this.#options;
    const sameJobs = schema.jobsSchema === JOBS_SCHEMA_VERSION;
    let done = 0;
    for (const [name, columns] of this.#columns) {
      refuseWhenStopped(watch);
      const [written, held] = [this.#written[name], await sumOf(this.#client, this.#tables.get(name) as Table, columns)];
      const comparable = sameJobs || !name.startsWith(`${JOBS_SCHEMA}.`);
      if (!written || written.rows !== held.rows || (comparable && written.sum !== held.sum)) {
        throw new Refusal(
          500,
          'backup.mismatch',
          `The table ${name} arrived with ${held.rows} rows (checksum ${held.sum}) instead of ${written?.rows} (${written?.sum}). Nothing was kept in the target.`,
        );
      }
      this.sums[name] = held;
      watch.onProgress({ phase: 'checking', done: ++done, total: this.#columns.size, unit: 'tables' });
    }
  }
}
