import type pg from 'pg';
import type { BackupWatch, Item, Manifest, SequenceValue, TableSum } from './format.ts';
import { stopped } from './format.ts';
import { RowSum } from './row-sum.ts';

export type Client = Pick<pg.ClientBase, 'query'>;

/** The job library's tables lie beside ours. */
export const JOBS_SCHEMA = 'pgboss';
/** Made by the migrations themselves, so they are no rows to load. */
const MADE_BY_MIGRATIONS = ['schema_migrations', `${JOBS_SCHEMA}.version`];

export interface Table {
  /** As the backup names it: `tickets`, `pgboss.job`. */
  readonly name: string;
  /** As a statement names it, quoted. */
  readonly sql: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Both engines print every value alike under these, and a long read is neither cut off nor started in the middle of a table. */
const SESSION = [
  "SET LOCAL TIME ZONE 'UTC'",
  "SET LOCAL DateStyle = 'ISO, YMD'",
  "SET LOCAL IntervalStyle = 'postgres'",
  "SET LOCAL bytea_output = 'hex'",
  'SET LOCAL extra_float_digits = 1',
  'SET LOCAL synchronize_seqscans = off',
  'SET LOCAL statement_timeout = 0',
  'SET LOCAL idle_in_transaction_session_timeout = 0',
];
export async function prepareSession(client: Client): Promise<void> {
  for (const statement of SESSION) await client.query(statement);
}

/** Every table that holds something worth keeping, with the columns that are stored and not computed. Unlogged tables may be lost. */
export async function listTables(client: Client): Promise<readonly Table[]> {
  const { rows } = await client.query<{ schema: string; table: string; own: boolean; columns: { name: string; type: string }[] }>(
    `SELECT n.nspname AS schema, c.relname AS table, n.nspname = current_schema() AS own,
       json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE n.nspname IN (current_schema(), $1) AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence = 'p'
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY 1, 2, 3 ORDER BY own DESC, 2`,
    [JOBS_SCHEMA],
  );
  return rows
    .map(({ schema, table, own, columns }) => ({
      name: own ? table : `${schema}.${table}`,
      sql: `${quoted(schema)}.${quoted(table)}`,
      columns,
    }))
    .filter((table) => !MADE_BY_MIGRATIONS.includes(table.name));
}

/** A row as the line that is kept: texts and nulls, so that no type is bent on its way through JSON. */
const lineOf = (columns: readonly string[]): string =>
  `to_json(ARRAY[${columns.map((column) => `${quoted(column)}::text`).join(', ')}]::text[])::text`;

/** Rows and sum of a table as the database itself counts them. */
export async function sumOf(client: Client, table: Table, columns: readonly string[]): Promise<TableSum> {
  const { rows } = await client.query<{ rows: string; sum: string }>(
    `SELECT count(*) AS rows,
       coalesce(sum(('x' || substr(encode(sha256(convert_to(line, 'UTF8')), 'hex'), 1, 16))::bit(64)::bigint::numeric), 0)::text AS sum
     FROM (SELECT ${lineOf(columns)} AS line FROM ${table.sql}) AS kept`,
  );
  return { rows: Number(rows[0]?.rows), sum: rows[0]?.sum ?? '' };
}

export async function countRows(client: Client): Promise<number> {
  let total = 0;
  for (const table of await listTables(client)) {
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) AS count FROM ${table.sql}`);
    total += Number(rows[0]?.count);
  }
  return total;
}

const FIRST_FETCH = 50;
const LARGEST_FETCH = 500;
/** What one fetch should bring: enough to be quick, little enough to hold and to hash between two requests of a running server. */
const BYTES_PER_FETCH = 256 * 1024;

/** All tables, row by row, inside the transaction that `client` has open. */
export async function* exportTables(client: Client, total: number, watch: BackupWatch): AsyncGenerator<Item, Manifest['tables']> {
  const tables = await listTables(client);
  const sums: Record<string, TableSum> = {};
  let done = 0;
  for (const table of tables) {
    const columns = table.columns.map((column) => column.name);
    yield { kind: 'table', name: table.name, columns };
    const sum = new RowSum();
    await client.query(`DECLARE backup_rows NO SCROLL CURSOR FOR SELECT ${lineOf(columns)} AS line FROM ${table.sql}`);
    for (let fetch = FIRST_FETCH; ; ) {
      if (watch.signal.aborted) throw stopped('Nothing of it was kept.');
      const { rows } = await client.query<{ line: string }>(`FETCH FORWARD ${fetch} FROM backup_rows`);
      if (rows.length === 0) break;
      const lines = rows.map((row) => row.line);
      let length = 0;
      for (const line of lines) {
        sum.add(line);
        length += line.length;
      }
      yield { kind: 'rows', lines };
      done += lines.length;
      watch.onProgress({ phase: 'rows', done, total, unit: 'rows' });
      fetch = Math.max(1, Math.min(LARGEST_FETCH, fetch * 2, Math.floor((BYTES_PER_FETCH * lines.length) / length)));
    }
    await client.query('CLOSE backup_rows');
    const taken = sum.take();
    sums[table.name] = taken;
    yield { kind: 'tableEnd', name: table.name, ...taken };
  }
  yield { kind: 'sequences', values: await listSequences(client) };
  return sums;
}

/** Sequences do not belong to the snapshot: they may be ahead of its rows, which is the safe side. */
async function listSequences(client: Client): Promise<readonly SequenceValue[]> {
  const { rows } = await client.query<{ schema: string; name: string; own: boolean }>(
    `SELECT n.nspname AS schema, c.relname AS name, n.nspname = current_schema() AS own FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND c.relpersistence = 'p' AND n.nspname IN (current_schema(), $1) ORDER BY 2`,
    [JOBS_SCHEMA],
  );
  const values: SequenceValue[] = [];
  for (const { schema, name, own } of rows) {
    const found = await client.query<{ last: string; called: boolean }>(
      `SELECT last_value::text AS last, is_called AS called FROM ${quoted(schema)}.${quoted(name)}`,
    );
    for (const { last, called } of found.rows) values.push({ name: own ? name : `${schema}.${name}`, last, called });
  }
  return values;
}

/** What is loaded into which column, as a statement that takes one JSON array of rows. */
export function insertOf(table: Table, columns: readonly string[]): { readonly sql: string; readonly missing: readonly string[] } {
  const types = new Map(table.columns.map((column) => [column.name, column.type]));
  const kept = columns.map((name, index) => ({ name, index })).filter(({ name }) => types.has(name));
  const missing = columns.filter((name) => !types.has(name));
  const sql = `INSERT INTO ${table.sql} (${kept.map(({ name }) => quoted(name)).join(', ')}) OVERRIDING SYSTEM VALUE
    SELECT ${kept.map(({ name, index }) => `(r ->> ${index})::${types.get(name)}`).join(', ')} FROM jsonb_array_elements($1::jsonb) AS r`;
  return { sql, missing };
}

/** Ownership of a sequence follows its column, so its quoted name is all that is needed. */
export const setSequence = ({ name }: SequenceValue): string =>
  `SELECT setval('${name.split('.').map(quoted).join('.').replaceAll("'", "''")}'::regclass, $1::bigint, $2)`;
