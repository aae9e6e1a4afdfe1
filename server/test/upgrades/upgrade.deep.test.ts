import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app.ts';
import type { Database } from '../../src/kernel/db/database.ts';
import { migrate } from '../../src/kernel/db/migrate.ts';
import { loadMigrations, MIGRATIONS_FOLDER } from '../../src/kernel/db/migrate-files.ts';
import { openDatabase } from '../../src/kernel/db/open-database.ts';
import { createAuthenticate } from '../../src/modules/access/index.ts';
import { testDatabase, testLog } from '../harness.ts';
import { testApp } from '../harness-app.ts';
import { copyPostgres, dropPostgres, ENGINE } from '../template.ts';
import { describeSchema } from './describe-schema.ts';
import { reader, readThroughApi } from './fill-milestone.ts';
import { loadMilestone, openThings, upgrade } from './load-milestone.ts';
import { milestones } from './milestones.ts';

const { keep, giveBack } = openThings();
afterEach(giveBack);
function scratch(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `portico-${name}-`));
  keep(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
/** The present files and some more. */
function withMore(files: Readonly<Record<string, string>>): string {
  const folder = scratch('migrations');
  for (const file of readdirSync(MIGRATIONS_FOLDER)) copyFileSync(join(MIGRATIONS_FOLDER, file), join(folder, file));
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
  return folder;
}

let fresh: readonly string[] = [];
beforeAll(async () => {
  const database = await testDatabase({ empty: true });
  await upgrade(database);
  fresh = await describeSchema(database.pool);
  await database.close();
});

describe.each(milestones)('milestone $version (Portico $portico)', ({ version, facts }) => {
  it('takes migrations that are yet to be written, and the server of the present runs beside them', { timeout: 60_000 }, async () => {
    const folder = withMore({
      '9000_next.sql':
        "ALTER TABLE tickets ADD COLUMN mood text NOT NULL DEFAULT 'calm';\nUPDATE tickets SET mood = title WHERE is_closed;\n",
      '9001_index.sql': '-- no-transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS tickets_mood ON tickets (mood);\n',
    });
    const database = await loadMilestone(version);
    keep(() => database.close());
    expect((await upgrade(database, folder)).slice(-2)).toEqual(['9000_next', '9001_index']);
    const { rows } = await database.pool.query('SELECT DISTINCT mood FROM tickets ORDER BY 1');
    expect(rows.map((row) => row.mood).sort()).toEqual(['Closed for good', 'calm']);
    expect(await upgrade(database)).toEqual([]);
    const t = await testApp({ modules, database, authenticate: (db) => createAuthenticate({ db }) });
    keep(() => t.close());
    const reading = facts.readings.find(({ as }) => as === 'manager');
    expect(await readThroughApi(reader(t.app, facts.token), 'manager', facts.people.manager)).toEqual(reading);
  });
});

describe('an upgrade that stopped after', () => {
  const all = loadMigrations();
  it.each(all.slice(0, -1).map(({ name, version }, index) => ({ name, version, left: all.length - index - 1 })))(
    '$name goes on to the same schema',
    { timeout: 60_000 },
    async ({ version: last, left }) => {
      const database = await testDatabase({ empty: true });
      keep(() => database.close());
      await migrate(database.pool, { log: testLog, only: ({ version }) => version <= last });
      expect(await upgrade(database)).toHaveLength(left);
      expect(await describeSchema(database.pool)).toEqual(fresh);
    },
  );
});

describe('a process that migrates', () => {
  const SLOW = 'SELECT count(*) FROM generate_series(1, 15000000);';
  interface Migrator {
    readonly child: ChildProcess;
    readonly said: (text: string) => Promise<void>;
    readonly output: () => string;
    readonly code: Promise<number | null>;
  }
  function start(dataDir: string, folder: string, url: string | null): Migrator {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'migrator.ts'), dataDir, folder, ...(url ? [url] : [])]);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += data));
    keep(() => void child.kill('SIGKILL'));
    const code = new Promise<number | null>((resolve) => child.once('close', resolve));
    const said = async (wanted: string): Promise<void> => {
      for (let i = 0; i < 1200 && !text.includes(wanted); i++) await new Promise((resolve) => setTimeout(resolve, 25));
      if (!text.includes(wanted)) throw new Error(`It never said "${wanted}":\n${text}`);
    };
    return { child, said, output: () => text, code };
  }
  async function target(): Promise<{ dataDir: string; url: string | null; open: () => Promise<Database> }> {
    const dataDir = scratch('data');
    const url = ENGINE === 'postgres' ? await copyPostgres({ empty: true }) : null;
    if (url) keep(() => dropPostgres(url));
    const open = async (): Promise<Database> => {
      const database = await openDatabase({ databaseUrl: url, dataDir, log: testLog, onCrash: () => {} });
      keep(() => database.close());
      return database;
    };
    return { dataDir, url, open };
  }

  it('and is killed in the second of three leaves the first, and the next goes on to the end', { timeout: 180_000 }, async () => {
    const { dataDir, url, open } = await target();
    const folder = withMore({
      '9000_one.sql': 'CREATE TABLE one (id int); INSERT INTO one VALUES (1);',
      '9001_two.sql': `ALTER TABLE one ADD COLUMN more int; INSERT INTO one VALUES (2, 2); ${SLOW}`,
      '9002_three.sql': 'INSERT INTO one VALUES (3, 3);',
    });
    const first = start(dataDir, folder, url);
    await first.said('begins 9001_two');
    await new Promise((resolve) => setTimeout(resolve, 500));
    first.child.kill('SIGKILL');
    await first.code;
    expect(first.output()).toContain('ends 9000_one');
    expect(first.output()).not.toContain('ends 9001_two');
    const second = start(dataDir, folder, url);
    expect(await second.code, second.output()).toBe(0);
    expect(second.output()).toContain('ran 9001_two 9002_three');
    const database = await open();
    expect((await database.pool.query('SELECT id, more FROM one ORDER BY id')).rows).toEqual([
      { id: 1, more: null },
      { id: 2, more: 2 },
      { id: 3, more: 3 },
    ]);
  });

  it('and is killed while it builds an index beside others leaves no half index for good', { timeout: 180_000 }, async () => {
    const { dataDir, url, open } = await target();
    const folder = withMore({
      '9000_many.sql': 'CREATE TABLE many AS SELECT n AS id, md5(n::text) AS word FROM generate_series(1, 300000) n;',
      '9001_index.sql':
        '-- no-transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS many_word ON many (word);\nCREATE INDEX CONCURRENTLY IF NOT EXISTS many_id ON many (id);\n',
    });
    const first = start(dataDir, folder, url);
    await first.said('begins 9001_index');
    await new Promise((resolve) => setTimeout(resolve, 150));
    first.child.kill('SIGKILL');
    await first.code;
    const second = start(dataDir, folder, url);
    expect(await second.code, second.output()).toBe(0);
    const database = await open();
    const { rows } = await database.pool.query(
      "SELECT c.relname AS name, i.indisvalid AS valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = 'many'::regclass ORDER BY 1",
    );
    expect(rows).toEqual([
      { name: 'many_id', valid: true },
      { name: 'many_word', valid: true },
    ]);
  });

  it.runIf(ENGINE === 'pglite')(
    'and is killed while it makes the folder for the first time is in nobody’s way',
    { timeout: 180_000 },
    async () => {
      const { dataDir, url, open } = await target();
      const first = start(dataDir, MIGRATIONS_FOLDER, url);
      for (let i = 0; i < 600 && !existsSync(join(dataDir, 'db', 'base')); i++) await new Promise((resolve) => setTimeout(resolve, 10));
      first.child.kill('SIGKILL');
      await first.code;
      expect(first.output()).not.toContain('open');
      expect(existsSync(join(dataDir, 'db.making'))).toBe(true);
      const second = start(dataDir, MIGRATIONS_FOLDER, url);
      expect(await second.code, second.output()).toBe(0);
      expect(existsSync(join(dataDir, 'db.making'))).toBe(false);
      expect(await describeSchema((await open()).pool)).toEqual(fresh);
    },
  );

  it.runIf(ENGINE === 'postgres')('beside another waits for it, and both end well', { timeout: 180_000 }, async () => {
    const { dataDir, url } = await target();
    const folder = withMore({ '9000_slow.sql': `CREATE TABLE slow (id int); ${SLOW}` });
    const both = [start(dataDir, folder, url), start(dataDir, folder, url), start(dataDir, folder, url)];
    expect(await Promise.all(both.map(({ code }) => code))).toEqual([0, 0, 0]);
    const ran = both.map(({ output }) => /^ran ?(.*)$/m.exec(output())?.[1] ?? '?');
    expect(ran.filter((one) => one !== '')).toHaveLength(1);
    expect(ran.join('')).toContain('9000_slow');
  });

  it.runIf(ENGINE === 'pglite')('beside another is refused on the embedded folder, and touches nothing', { timeout: 180_000 }, async () => {
    const { dataDir, url, open } = await target();
    const folder = withMore({ '9000_slow.sql': `CREATE TABLE slow (id int); ${SLOW}` });
    const first = start(dataDir, folder, url);
    await first.said('open');
    const second = start(dataDir, folder, url);
    expect(await second.code).toBe(1);
    expect(second.output()).toContain(`(number ${first.child.pid}) is already using the data folder`);
    expect(await first.code, first.output()).toBe(0);
    expect((await (await open()).pool.query('SELECT * FROM slow')).rows).toEqual([]);
  });
});
