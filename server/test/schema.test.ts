import { globSync } from 'node:fs';
import { join } from 'node:path';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../src/kernel/db/database.ts';
import { testDatabase } from './harness.ts';

// The migrations are the truth and are written by hand, the table definitions describe them for the compiler: both must say the same.

interface Column {
  readonly type: string;
  readonly notNull: boolean;
}

const SOURCE = join(import.meta.dirname, '..', 'src');
const files = globSync('**/*.schema.ts', { cwd: SOURCE }).sort();
let database: Database;
let columns: Map<string, Map<string, Column>>;

beforeAll(async () => {
  database = await testDatabase();
  const { rows } = await database.pool.query<{ table: string; column: string; type: string; not_null: boolean }>(
    `SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped`,
  );
  columns = new Map();
  for (const row of rows) {
    const table = columns.get(row.table) ?? new Map<string, Column>();
    columns.set(row.table, table.set(row.column, { type: row.type, notNull: row.not_null }));
  }
});
afterAll(() => database.close());

/** Spellings of one type: serial and identity columns are integers once they exist. */
const plain = (type: string): string =>
  type
    .replace(/^(big|small)?serial$/, (_, size) => `${size ?? ''}int`)
    .replace(/^(big|small)?int$/, '$1integer')
    .replace('biginteger', 'bigint')
    .replace('smallinteger', 'smallint');

describe('table definitions say what the migrations made', () => {
  it.each(files)('%s', async (file) => {
    const tables = Object.values(await import(join(SOURCE, file))).filter((value) => is(value, PgTable));
    for (const table of tables) {
      const config = getTableConfig(table);
      const defined = Object.fromEntries(
        config.columns.map((column) => [column.name, { type: plain(column.getSQLType()), notNull: column.notNull }]),
      );
      const real = Object.fromEntries(columns.get(config.name) ?? []);
      // A definition may leave out columns that only SQL uses (search vectors), never invent or misdescribe one.
      const described = Object.fromEntries(Object.entries(real).filter(([name]) => name in defined));
      expect(defined, `table ${config.name}`).toEqual(described);
      const forgotten = Object.entries(real).filter(([name, column]) => !(name in defined) && column.type !== 'tsvector');
      expect(forgotten, `columns of ${config.name} that ${file} does not know`).toEqual([]);
    }
  });
});
