import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { openEmbedded, openPostgres } from '../src/kernel/db/database.ts';
import { startEmbedded } from '../src/kernel/db/embedded.ts';
import { migrate } from '../src/kernel/db/migrate.ts';
import { loadMigrations } from '../src/kernel/db/migrate-files.ts';
import { BOSS_VERSION, migrateJobs } from '../src/kernel/jobs/boss.ts';

// A migrated, empty database, made once and copied for each test file.

export const ENGINE = process.env.TEST_ENGINE === 'postgres' ? 'postgres' : 'pglite';
export const SERVER_URL = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/test';

const CACHE = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'portico-test');
/** Templates that stay: other branches and runs use theirs at the same time. */
const KEEP = 4;
const silent = pino({ level: 'silent' });

/** Changes whenever a migration, the job library or this file's way of building changes. The run keeps the key it began with. */
export function templateKey(): string {
  process.env.PORTICO_TEST_TEMPLATE ??= computeKey();
  return process.env.PORTICO_TEST_TEMPLATE;
}

function computeKey(): string {
  const hash = createHash('sha256').update(`4 ${BOSS_VERSION} ${process.version}`);
  for (const migration of loadMigrations()) hash.update(migration.checksum);
  return hash.digest('hex').slice(0, 16);
}

export const templateFile = (): string => join(CACHE, `${templateKey()}.tar`);
export const templateName = (): string => `portico_template_${templateKey()}`;

/** Makes the template of the engine unless it is there already. */
export const prepareTemplate = (): Promise<void> => (ENGINE === 'postgres' ? preparePostgres() : prepareEmbedded());

async function prepareEmbedded(): Promise<void> {
  const file = templateFile();
  if (existsSync(file)) return;
  mkdirSync(CACHE, { recursive: true });
  const server = await startEmbedded({ folder: null });
  const database = openEmbedded(server, { log: silent });
  await migrate(database.pool, { log: silent, alsoUnderLock: migrateJobs });
  await database.pool.query('CHECKPOINT');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, await server.dump());
  renameSync(draft, file);
  await database.close();
  const newestFirst = readdirSync(CACHE).map((name) => ({ name, made: statSync(join(CACHE, name)).mtimeMs }));
  for (const old of newestFirst.sort((a, b) => b.made - a.made).slice(KEEP)) rmSync(join(CACHE, old.name), { force: true });
}

async function preparePostgres(): Promise<void> {
  const name = templateName();
  await onServer(async (client) => {
    // Two test runs at once must not both build it.
    await client.query('SELECT pg_advisory_lock(7367002)');
    const { rows } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datistemplate', [name]);
    if (rows.length > 0) return;
    await client.query(`DROP DATABASE IF EXISTS ${name}`);
    await client.query(`CREATE DATABASE ${name}`);
    const database = openPostgres(urlOf(name), { log: silent, poolSize: 2 });
    await migrate(database.pool, { log: silent, alsoUnderLock: migrateJobs });
    await database.close();
    // Only a finished template is marked as one.
    await client.query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
    await removeLeftovers(client);
  });
}

/** Old templates, and databases of test runs that were killed before they could drop theirs. */
async function removeLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'portico\\_%' ORDER BY oid DESC",
  );
  const names = rows.map((row) => row.datname);
  for (const name of names.filter((one) => one.startsWith('portico_template_')).slice(KEEP)) {
    await client.query(`ALTER DATABASE ${name} IS_TEMPLATE false`);
    await client.query(`DROP DATABASE IF EXISTS ${name}`);
  }
  for (const name of names) {
    const pid = /^portico_test_(\d+)_/.exec(name)?.[1];
    if (pid && !isRunning(Number(pid))) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Creates a database of its own on the server and returns its address. */
export async function copyPostgres(options: { readonly empty?: boolean } = {}): Promise<string> {
  const name = `portico_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await onServer((client) =>
    client.query(options.empty ? `CREATE DATABASE ${name}` : `CREATE DATABASE ${name} TEMPLATE ${templateName()}`),
  );
  return urlOf(name);
}

export async function dropPostgres(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await onServer((client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

const urlOf = (name: string): string => Object.assign(new URL(SERVER_URL), { pathname: `/${name}` }).toString();

async function onServer<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: SERVER_URL });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
