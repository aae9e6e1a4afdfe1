import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/kernel/db/database.ts';
import { migrate } from '../../src/kernel/db/migrate.ts';
import { loadMigrations, MIGRATIONS_FOLDER } from '../../src/kernel/db/migrate-files.ts';
import { describeRehearsed, rehearse } from '../../src/kernel/db/migrate-rehearse.ts';
import { openDatabase } from '../../src/kernel/db/open-database.ts';
import { testLog } from '../harness.ts';
import { copyPostgres, dropPostgres, ENGINE, SERVER_URL } from '../template.ts';
import { describeRows, describeSchema } from './describe-schema.ts';
import { openThings } from './load-milestone.ts';
import { milestones, readDump } from './milestones.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const { keep, giveBack } = openThings();
afterEach(giveBack);

async function real(): Promise<{ database: Database; config: { databaseUrl: string | null; dataDir: string } }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'portico-rehearse-'));
  keep(() => rmSync(dataDir, { recursive: true, force: true }));
  const databaseUrl = ENGINE === 'postgres' ? await copyPostgres({ empty: true }) : null;
  if (databaseUrl) keep(() => dropPostgres(databaseUrl));
  const config = { databaseUrl, dataDir };
  const database = await openDatabase({ ...config, log: testLog, onCrash: () => {} });
  return { database, config };
}

async function fill(database: Database): Promise<void> {
  const client = await database.pool.connect();
  await client.query(readDump(milestones.at(-1)?.version ?? 0));
  await client.query("RESET ALL; SET TIME ZONE 'UTC'");
  client.release();
}

const everything = async ({ pool }: Database): Promise<readonly string[]> => [
  ...(await describeSchema(pool)),
  ...(await describeRows(pool)),
  ...(await describeRows(pool, 'pgboss')),
];

/** Databases of rehearsals that are still there. */
async function leftOver(dataDir: string): Promise<readonly string[]> {
  if (ENGINE === 'pglite') return readdirSync(dataDir).filter((name) => name.startsWith('rehearsal'));
  const client = new pg.Client({ connectionString: SERVER_URL });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>("SELECT datname FROM pg_database WHERE datname LIKE 'portico\\_rehearsal\\_%'");
  await client.end();
  return rows.map(({ datname }) => datname);
}

describe('a rehearsal', () => {
  it('reports time, locks, rewrites and rows of each migration, and changes nothing', { timeout: 120_000 }, async () => {
    const { database, config } = await real();
    keep(() => database.close());
    await fill(database);
    // Values that a copy by way of JSON would lose or refuse.
    await database.pool.query(`INSERT INTO kernel_facts VALUES ('odd', 'null', now()), ('listed', '{"a": [1, null, "ü"]}', now())`);
    await database.pool.query('ALTER TABLE schema_migrations ADD COLUMN needs int, ADD COLUMN written_by text');
    const folder = mkdtempSync(join(tmpdir(), 'portico-migrations-'));
    keep(() => rmSync(folder, { recursive: true, force: true }));
    for (const file of readdirSync(MIGRATIONS_FOLDER)) copyFileSync(join(MIGRATIONS_FOLDER, file), join(folder, file));
    writeFileSync(join(folder, '9000_column.sql'), 'ALTER TABLE tickets ADD COLUMN mood text;');
    writeFileSync(join(folder, '9001_rewrite.sql'), '-- contract: needs 0003\nALTER TABLE comments ALTER COLUMN version TYPE bigint;');
    writeFileSync(
      join(folder, '9002_rows.sql'),
      "UPDATE companies SET notes = 'x'; INSERT INTO tags (name) VALUES ('a new tag'); CREATE INDEX companies_notes ON companies (notes);",
    );
    writeFileSync(
      join(folder, '9003_index.sql'),
      '-- no-transaction\nCREATE INDEX CONCURRENTLY IF NOT EXISTS tickets_title ON tickets (title);',
    );
    const before = await everything(database);
    const steps: string[] = [];
    const { migrations, copyMs } = await rehearse({ database, config, folder, log: testLog, onStep: (line) => steps.push(line) });
    expect(await everything(database)).toEqual(before);
    expect(await leftOver(config.dataDir)).toEqual([]);

    const pending = loadMigrations().length - (milestones.at(-1)?.migrations.length ?? 0);
    const [column, rewrite, rows, index] = migrations.slice(pending);
    expect(column).toMatchObject({
      name: '9000_column',
      locks: [{ table: 'tickets', mode: 'AccessExclusiveLock', stops: 'reads and writes' }],
      rewrites: [],
      rows: [],
    });
    const comments = (await database.pool.query('SELECT count(*)::int AS n FROM comments')).rows[0].n;
    expect(rewrite?.rewrites).toEqual([{ table: 'comments', rows: comments }]);
    const companies = (await database.pool.query('SELECT count(*)::int AS n FROM companies')).rows[0].n;
    expect(rows?.rows).toEqual(
      expect.arrayContaining([
        { table: 'companies', inserted: 0, updated: companies, deleted: 0 },
        { table: 'tags', inserted: 1, updated: 0, deleted: 0 },
      ]),
    );
    expect(rows?.locks).toEqual([{ table: 'companies', mode: 'ShareLock', stops: 'writes' }]);
    expect(index).toMatchObject({ inTransaction: false, locks: [], rewrites: [] });
    expect(index ? describeRehearsed(index) : []).toEqual(['runs beside others, without a transaction, and stops nobody for long']);
    expect(migrations.every(({ ms }) => ms >= 0 && ms < 60_000)).toBe(true);
    expect(copyMs).toBeGreaterThan(0);
  });

  it('fails as the migration would, says so and removes the copy', { timeout: 120_000 }, async () => {
    const { database, config } = await real();
    keep(() => database.close());
    await fill(database);
    const folder = mkdtempSync(join(tmpdir(), 'portico-migrations-'));
    keep(() => rmSync(folder, { recursive: true, force: true }));
    for (const file of readdirSync(MIGRATIONS_FOLDER)) copyFileSync(join(MIGRATIONS_FOLDER, file), join(folder, file));
    writeFileSync(join(folder, '9000_bad.sql'), 'ALTER TABLE tickets ADD CONSTRAINT never CHECK (id < 0);');
    const before = await everything(database);
    const run = rehearse({ database, config, folder, log: testLog, onStep: () => {} });
    await expect(run).rejects.toThrow('Migration 9000_bad failed and was undone');
    expect(await everything(database)).toEqual(before);
    expect(await leftOver(config.dataDir)).toEqual([]);
  });

  it('is what "migrate --dry-run" does', { timeout: 120_000 }, async () => {
    const { database, config } = await real();
    const all = loadMigrations();
    const last = all.at(-1);
    await migrate(database.pool, { log: testLog, only: ({ version }) => version < (last?.version ?? 0) });
    await database.pool.query("INSERT INTO companies (name) VALUES ('Kept GmbH')");
    const before = await everything(database);
    await database.close();
    const call = (...args: string[]) =>
      spawnSync(process.execPath, [MAIN, 'migrate', ...args], {
        env: {
          PATH: process.env.PATH,
          PORTICO_DEMO: '0',
          DATA_DIR: config.dataDir,
          ...(config.databaseUrl ? { DATABASE_URL: config.databaseUrl } : {}),
        },
        encoding: 'utf8',
      });
    const json = call('--dry-run', '--json');
    expect(json.status, json.stderr).toBe(0);
    expect(JSON.parse(json.stdout)).toMatchObject({
      dryRun: true,
      migrations: [last?.name],
      rehearsal: { migrations: [{ name: last?.name }] },
    });
    const words = call('--dry-run');
    expect(words.stdout).toContain(`${last?.name}  `);
    expect(words.stdout).toContain('Nothing was changed.');
    const again = await openDatabase({ ...config, log: testLog, onCrash: () => {} });
    keep(() => again.close());
    expect(await everything(again)).toEqual(before);
  });

  it.runIf(ENGINE === 'postgres')('without the right to make a database says so, and what would run', { timeout: 60_000 }, async () => {
    const { database, config } = await real();
    keep(() => database.close());
    const role = `portico_norights_${process.pid}`;
    await database.pool.query(`CREATE ROLE ${role} LOGIN; GRANT ALL ON SCHEMA public TO ${role}`);
    keep(async () => void (await database.pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`)));
    const databaseUrl = Object.assign(new URL(config.databaseUrl ?? ''), { username: role }).toString();
    const run = rehearse({ database, config: { ...config, databaseUrl }, log: testLog, onStep: () => {} });
    await expect(run).rejects.toThrow(`ALTER ROLE "${role}" CREATEDB; Without it, this is what would run: 0000_kernel`);
  });
});
