import { copyFileSync, mkdtempSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ENGINE, testDatabase, testLog } from '../../../test/harness.ts';
import { migrateJobs } from '../jobs/boss.ts';
import { VERSION } from '../version.ts';
import type { Database } from './database.ts';
import { findPending, migrate } from './migrate.ts';
import { loadMigrations, parseMigration } from './migrate-files.ts';

let database: Database;
let folder: string;
const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql);
const run = (more: object = {}) => migrate(database.pool, { log: testLog, folder, ...more });
const tables = async () =>
  (await database.pool.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")).rows.map((row) => row.tablename);

beforeAll(async () => {
  database = await testDatabase({ empty: true });
});
beforeEach(async () => {
  await database.pool.query('DROP SCHEMA IF EXISTS pgboss CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  folder = mkdtempSync(join(tmpdir(), 'portico-migrations-'));
  write('0001_one.sql', 'CREATE TABLE one (id int); CREATE TABLE ein (id int);');
  write('0002_two.sql', 'CREATE TABLE two (id int);');
});
afterAll(() => database.close());

describe('allows', () => {
  it('each migration to run once, in order', async () => {
    expect(await findPending(database.pool, folder)).toEqual(['0001_one', '0002_two']);
    expect(await tables()).toEqual([]);
    expect(await run()).toEqual(['0001_one', '0002_two']);
    expect(await run()).toEqual([]);
    write('0003_three.sql', 'CREATE TABLE three (id int);');
    expect(await run()).toEqual(['0003_three']);
    expect(await tables()).toEqual(['ein', 'one', 'schema_migrations', 'three', 'two']);
  });

  it('several processes to start at once', async () => {
    const ran = await Promise.all([
      run({ alsoUnderLock: migrateJobs }),
      run({ alsoUnderLock: migrateJobs }),
      run({ alsoUnderLock: migrateJobs }),
    ]);
    expect(ran.flat()).toEqual(['0001_one', '0002_two']);
  });

  it.runIf(ENGINE === 'postgres')('nobody in while another process holds the lock', async () => {
    const holder = await database.pool.connect();
    await holder.query('SELECT pg_advisory_lock(7367001)');
    let done = false;
    const waiting = run().then(() => {
      done = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(done).toBe(false);
    await holder.query('SELECT pg_advisory_unlock(7367001)');
    holder.release();
    await waiting;
    expect(done).toBe(true);
  });
});

describe('a server one release behind its database', () => {
  const newer = async (files: Readonly<Record<string, string>>) => {
    await run();
    const next = mkdtempSync(join(tmpdir(), 'portico-migrations-'));
    for (const name of ['0001_one.sql', '0002_two.sql']) copyFileSync(join(folder, name), join(next, name));
    for (const [name, sql] of Object.entries(files)) writeFileSync(join(next, name), sql);
    await run({ folder: next });
    return next;
  };

  it('runs while all it does not know only adds, and says so', async () => {
    await newer({
      '0004_four.sql': 'CREATE TABLE four (id int);',
      '0005_five.sql': '-- no-transaction\nCREATE INDEX IF NOT EXISTS f ON four (id);',
    });
    const lines: string[] = [];
    expect(await run({ log: pino({}, { write: (line: string) => void lines.push(line) }) })).toEqual([]);
    expect(lines.join()).toContain('the database is newer than this server and allows it to run');
    expect(lines.join()).toContain('0005_five');
    expect(await tables()).toContain('four');
  });

  it('is refused when something it uses was taken away, with both versions and what to do', async () => {
    await newer({
      '0004_four.sql': 'CREATE TABLE four (id int);',
      '0005_five.sql': '-- Nothing reads it since 0004.\n-- contract: needs 0004\nDROP TABLE ein;',
      '0006_six.sql': 'CREATE TABLE six (id int);',
    });
    await expect(run()).rejects.toThrow(
      `This database was written by a newer Portico (migration 0005_five, run by Portico ${VERSION}): it needs a Portico that knows migration 0004, and this one (Portico ${VERSION}) ends at 0002_two. Start the newer version again, or restore a backup made with this one. Nothing was changed.`,
    );
  });

  it('runs after such a change when it knows what that asks for', async () => {
    const next = await newer({
      '0004_four.sql': 'CREATE TABLE four (id int);',
      '0005_five.sql': '-- contract: needs 0004\nDROP TABLE ein;',
    });
    unlinkSync(join(next, '0005_five.sql'));
    expect(await run({ folder: next })).toEqual([]);
  });

  it('is refused when both have what the other lacks', async () => {
    await newer({ '0005_five.sql': 'CREATE TABLE five (id int);' });
    write('0004_mine.sql', 'CREATE TABLE mine (id int);');
    await expect(run()).rejects.toThrow('lacks 0004_mine, which this one knows');
    expect(await tables()).not.toContain('mine');
  });
});

describe('a database of the first release', () => {
  it('keeps its history and gets the columns of a later one', async () => {
    await database.pool.query(
      'CREATE TABLE schema_migrations (version int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz(3) NOT NULL DEFAULT now())',
    );
    const [one] = loadMigrations(folder);
    await database.pool.query('CREATE TABLE one (id int); CREATE TABLE ein (id int)');
    await database.pool.query('INSERT INTO schema_migrations (version, name, checksum) VALUES (1, $1, $2)', [one?.name, one?.checksum]);
    expect(await run()).toEqual(['0002_two']);
    const { rows } = await database.pool.query('SELECT version, needs, written_by FROM schema_migrations ORDER BY version');
    expect(rows).toEqual([
      { version: 1, needs: null, written_by: null },
      { version: 2, needs: 2, written_by: VERSION },
    ]);
  });
});

describe('what cannot run in a transaction', () => {
  const index =
    '-- no-transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS one_id ON one (id);\nCREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ein_id ON ein (id);\n';
  const valid = async () =>
    (
      await database.pool.query(
        "SELECT c.relname AS name, i.indisvalid AS valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname IN ('one_id', 'ein_id') ORDER BY 1",
      )
    ).rows;

  it('runs statement by statement, and on after a failure that left an index half built', async () => {
    await run();
    await database.pool.query('INSERT INTO ein VALUES (7), (7)');
    write('0004_index.sql', index);
    await expect(run()).rejects.toThrow('0004_index failed; what it had finished stays, and the next start goes on there');
    expect(await valid()).toEqual([
      { name: 'ein_id', valid: false },
      { name: 'one_id', valid: true },
    ]);
    await database.pool.query('DELETE FROM ein');
    expect(await run()).toEqual(['0004_index']);
    expect(await valid()).toEqual([
      { name: 'ein_id', valid: true },
      { name: 'one_id', valid: true },
    ]);
  });

  it('may be started by several processes at once', { timeout: 30_000 }, async () => {
    write('0004_index.sql', index);
    const ran = await Promise.all([run(), run(), run()]);
    expect(ran.flat()).toEqual(['0001_one', '0002_two', '0004_index']);
    expect(await valid()).toHaveLength(2);
  });
});

describe.runIf(ENGINE === 'postgres')('a table in use', () => {
  it('is not fought over: the migration gives way, and finishes when it may', { timeout: 30_000 }, async () => {
    await run();
    write('0004_wide.sql', 'ALTER TABLE one ADD COLUMN more int;');
    const reader = await database.pool.connect();
    await reader.query('BEGIN');
    await reader.query('SELECT * FROM one');
    const waiting = run();
    await new Promise((resolve) => setTimeout(resolve, 4_400));
    // It gave way: others get in although the reader still holds on.
    await database.pool.query("SET lock_timeout = '500ms'; SELECT * FROM one; RESET lock_timeout");
    await reader.query('COMMIT');
    reader.release();
    expect(await waiting).toEqual(['0004_wide']);
  });
});

describe('refuses', () => {
  it('a database written by a newer version, touching nothing', async () => {
    await run();
    await database.pool.query("INSERT INTO schema_migrations (version, name, checksum) VALUES (9, '0009_future', 'x')");
    write('0003_three.sql', 'CREATE TABLE three (id int);');
    await expect(run()).rejects.toThrow('newer Portico (migration 0009_future');
    expect(await tables()).not.toContain('three');
  });

  it('a database with a migration in the middle that these files do not have', async () => {
    await run();
    write('0005_five.sql', 'CREATE TABLE five (id int);');
    await database.pool.query("INSERT INTO schema_migrations (version, name, checksum) VALUES (4, '0004_other', 'x')");
    await expect(run()).rejects.toThrow('Migration 0004_other of this database is unknown here');
    expect(await tables()).not.toContain('five');
  });

  it('a contract that does not say what a server must know', () => {
    expect(() => parseMigration('0009_x', '-- contract: soon\nDROP TABLE one;')).toThrow('-- contract: needs 0007');
  });

  it('a published migration that was edited', async () => {
    await run();
    write('0001_one.sql', 'CREATE TABLE other (id int);');
    await expect(run()).rejects.toThrow('0001_one is not the file that built this database');
  });

  it('a broken migration as a whole, keeps those before it and gives the lock back', async () => {
    write('0002_two.sql', 'CREATE TABLE two (id int); SELECT nonsense;');
    await expect(run()).rejects.toThrow('0002_two failed and was undone');
    expect(await tables()).toEqual(['ein', 'one', 'schema_migrations']);
    write('0002_two.sql', 'CREATE TABLE two (id int);');
    expect(await run()).toEqual(['0002_two']);
  });

  it('two migrations with one number', async () => {
    write('0002_zwei.sql', 'SELECT 1;');
    await expect(run()).rejects.toThrow('number 2');
  });
});
