import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openApi } from '../../../bench/acknowledged/api.ts';
import { freePort } from '../../../bench/server-process.ts';
import { migrate } from '../../src/kernel/db/migrate.ts';
import { loadMigrations, MIGRATIONS_FOLDER } from '../../src/kernel/db/migrate-files.ts';
import { openDatabase } from '../../src/kernel/db/open-database.ts';
import { migrateJobs } from '../../src/kernel/jobs/boss.ts';
import { testLog } from '../harness.ts';
import { copyPostgres, dropPostgres, ENGINE } from '../template.ts';
import { openThings } from './load-milestone.ts';
import { milestones, readDump } from './milestones.ts';
import { findOldCommits, packagesGone, unpackOld } from './old-server.ts';

// During a rolling upgrade the old server works on the new schema. Here it is the real old one, taken from the history.

const NEW_MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const { keep, giveBack } = openThings();
afterEach(giveBack);
const { found, reason } = findOldCommits();
if (reason !== null) console.log(`\n!! THE OLD SERVER IS NOT TRIED ON THE NEW SCHEMA: ${reason}.\n`);

/** A workspace as the last published version left it, brought to the schema in `folder`. */
async function upgraded(folder?: string): Promise<Record<string, string>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'portico-newer-'));
  keep(() => rmSync(dataDir, { recursive: true, force: true }));
  const url = ENGINE === 'postgres' ? await copyPostgres({ empty: true }) : null;
  if (url) keep(() => dropPostgres(url));
  const database = await openDatabase({ databaseUrl: url, dataDir, log: testLog, onCrash: () => {} });
  const client = await database.pool.connect();
  await client.query(readDump(milestones.at(-1)?.version ?? 0));
  await client.query("RESET ALL; SET TIME ZONE 'UTC'");
  client.release();
  await migrate(database.pool, { log: testLog, alsoUnderLock: migrateJobs, ...(folder ? { folder } : {}) });
  await database.close();
  const port = await freePort();
  return {
    PATH: process.env.PATH ?? '',
    PORTICO_DEMO: '0',
    PORTICO_SECRET: 'a secret that only the tests ever use',
    DATA_DIR: dataDir,
    PORT: String(port),
    ...(url ? { DATABASE_URL: url } : {}),
  };
}

interface Server {
  readonly output: () => string;
  readonly ready: () => Promise<boolean>;
  readonly code: Promise<number | null>;
  stop(): Promise<number | null>;
}
function start(main: string, env: Record<string, string>): Server {
  const child: ChildProcess = spawn(process.execPath, [main, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (text += data));
  let isOver = false;
  const code = new Promise<number | null>((resolve) => child.once('close', (value) => resolve(value)));
  void code.then(() => (isOver = true));
  keep(async () => {
    child.kill('SIGKILL');
    await code;
  });
  return {
    output: () => text,
    ready: async () => {
      for (let i = 0; i < 1200 && !isOver && !text.includes('Portico is ready'); i++)
        await new Promise((resolve) => setTimeout(resolve, 50));
      return text.includes('Portico is ready');
    },
    code,
    stop: async () => {
      child.kill('SIGTERM');
      return code;
    },
  };
}

/** What a day is made of: a request, an answer, a note, a list, a status. */
async function work(env: Record<string, string>): Promise<void> {
  const facts = milestones.at(-1)?.facts;
  if (!facts) throw new Error('There is no milestone.');
  const api = openApi(`http://127.0.0.1:${env.PORT}`, facts.token);
  const { contact, tech } = facts.people;
  const made = await api.post('/tickets', { title: 'Written by the old server', descriptionHtml: '<p>hello</p>' }, contact);
  expect([made.status, made.body.title]).toEqual([201, 'Written by the old server']);
  const reply = await api.post(`/tickets/${made.body.id}/comments`, { bodyHtml: '<p>answer</p>', visibility: 'public' }, tech);
  expect(reply.status).toBe(201);
  const list = await api.get('/tickets?limit=100', contact);
  const before = facts.readings.find(({ as }) => as === 'contact')?.tickets.length ?? 0;
  expect(list.body.items).toHaveLength(before + 1);
  const timeline = await api.get(`/tickets/${made.body.id}/timeline`, contact);
  expect(timeline.body.items.at(-1)).toMatchObject({ kind: 'comment', comment: { bodyHtml: '<p>answer</p>' } });
  expect((await api.get('/notices', contact)).status).toBe(200);
}

describe.skipIf(found.length === 0)('the server of an earlier commit on the schema of the present', () => {
  it.each(found)('$why ($commit)', { timeout: 300_000 }, async ({ commit }) => {
    const env = await upgraded();
    const old = unpackOld(commit);
    keep(() => old.remove());
    const server = start(old.main, env);
    const isReady = await server.ready();
    const present = loadMigrations().map(({ name }) => name);
    const its = loadMigrations(join(old.root, 'server', 'migrations')).map(({ name }) => name);
    if (
      !isReady &&
      its.length < present.length &&
      !readdirSync(join(old.root, 'server', 'src', 'kernel', 'db')).includes('migrate-history.ts')
    ) {
      console.log(`\n!! NOT TRIED: ${commit} is older than the record of what may run on a newer schema, and refuses every newer one.\n`);
      expect(server.output()).toContain('newer Portico');
      return;
    }
    const gone = packagesGone(old.root);
    if (!isReady && gone.some((name) => server.output().includes(`'${name}'`))) {
      console.log(`\n!! NOT TRIED on ${ENGINE}: ${commit} needs packages that are no longer installed: ${gone.join(', ')}.\n`);
      return;
    }
    expect(isReady, server.output()).toBe(true);
    await work(env);
    expect(await server.stop()).toBe(0);
  });
});

describe('the server of the present', () => {
  const folderWith = (files: Readonly<Record<string, string>>): string => {
    const folder = mkdtempSync(join(tmpdir(), 'portico-migrations-'));
    keep(() => rmSync(folder, { recursive: true, force: true }));
    for (const file of readdirSync(MIGRATIONS_FOLDER)) copyFileSync(join(MIGRATIONS_FOLDER, file), join(folder, file));
    for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
    return folder;
  };

  it('runs and works on the schema of a release that only adds, and says so in its log', { timeout: 300_000 }, async () => {
    const env = await upgraded(
      folderWith({
        '9000_next.sql':
          "ALTER TABLE tickets ADD COLUMN mood text NOT NULL DEFAULT 'calm'; ALTER TABLE comments ADD COLUMN tone text; CREATE TABLE moods (id int);",
      }),
    );
    const server = start(NEW_MAIN, env);
    expect(await server.ready(), server.output()).toBe(true);
    expect(server.output()).toContain('the database is newer than this server and allows it to run');
    await work(env);
    expect(await server.stop()).toBe(0);
  });

  it('refuses one that took away what it uses with a sentence, no stack trace and code 1, and changes nothing', {
    timeout: 300_000,
  }, async () => {
    const env = await upgraded(
      folderWith({ '9000_next.sql': 'CREATE TABLE moods (id int);', '9001_gone.sql': '-- contract: needs 9000\nDROP TABLE drafts;' }),
    );
    const server = start(NEW_MAIN, env);
    expect(await server.ready()).toBe(false);
    expect(await server.code).toBe(1);
    expect(server.output()).toMatch(
      /This database was written by a newer Portico \(migration 9001_gone, run by Portico [\d.]+\): it needs a Portico that knows migration 9000, and this one/,
    );
    expect(server.output()).toContain('Nothing was changed.');
    expect(server.output()).not.toMatch(/^\s+at /m);
  });
});
