import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One file of server/migrations. Its first comment lines may say how it is to be run, see docs/decisions/migrations-expand-then-contract.md. */
export interface Migration {
  readonly version: number;
  /** `0001_people` */
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
  /**
   * The lowest migration a server must know to run on a database that has this one. An expanding file asks for nothing new (0), a
   * contracting one (`-- contract: needs 0007`) for the file since which nothing uses what it takes away.
   */
  readonly needs: number;
  /** `-- no-transaction`: for statements that cannot run inside one, such as CREATE INDEX CONCURRENTLY. */
  readonly inTransaction: boolean;
}

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../migrations/', import.meta.url));

/** The files of the first release: no server ever ran on less. */
const FIRST_RELEASE = 3;

/** All migrations in order; two files with one number are a mistake of the author and throw. */
export function loadMigrations(folder = MIGRATIONS_FOLDER): readonly Migration[] {
  const files = readdirSync(folder)
    .filter((file) => /^\d{4}_[a-z0-9-_]+\.sql$/.test(file))
    .sort();
  const migrations = files.map((file) => parseMigration(file.slice(0, -4), readFileSync(`${folder}/${file}`, 'utf8')));
  const twice = migrations.find((migration, index) => migrations[index - 1]?.version === migration.version);
  if (twice) throw new Error(`Two migrations have the number ${twice.version}.`);
  return migrations;
}

export function parseMigration(name: string, sql: string): Migration {
  const version = Number(name.slice(0, 4));
  const header = (/^(?:[ \t]*--[^\n]*\n|[ \t]*\n)*/.exec(sql)?.[0] ?? '').split('\n').map((line) => line.trim());
  const contract = header.find((line) => /^-- contract\b/.test(line));
  const needs = contract === undefined ? null : /^-- contract: needs (\d{4})$/.exec(contract)?.[1];
  if (needs === undefined) throw new Error(`Migration ${name}: write "-- contract: needs 0007", the migration that a server must know.`);
  return {
    version,
    name,
    sql,
    checksum: createHash('sha256').update(sql).digest('hex'),
    needs: version <= FIRST_RELEASE ? version : Number(needs ?? 0),
    inTransaction: !header.includes('-- no-transaction'),
  };
}

/** Statements of a file that runs without a transaction: each ends with a semicolon at the end of a line. */
export const statementsOf = (sql: string): readonly string[] =>
  sql
    .replace(/^\s*--.*$/gm, '')
    .split(/;[ \t]*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
