import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ENGINE, testDatabase, testLog } from '../../../test/harness.ts';
import { migrateJobs } from '../jobs/boss.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';

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
    expect(await run({ dryRun: true })).toEqual(['0001_one', '0002_two']);
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

describe('refuses', () => {
  it('a database written by a newer version, touching nothing', async () => {
    await run();
    await database.pool.query("INSERT INTO schema_migrations (version, name, checksum) VALUES (9, '0009_future', 'x')");
    write('0003_three.sql', 'CREATE TABLE three (id int);');
    await expect(run()).rejects.toThrow('newer Portico (migration 0009_future');
    expect(await tables()).not.toContain('three');
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
