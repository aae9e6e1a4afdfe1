import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { BackupReport } from '../../src/kernel/backup/create-backup.ts';
import { type Config, readConfig } from '../../src/kernel/config/config.ts';
import type { Database } from '../../src/kernel/db/database.ts';
import { migrate } from '../../src/kernel/db/migrate.ts';
import { openDatabase } from '../../src/kernel/db/open-database.ts';
import { fileService } from '../../src/kernel/files/service.ts';
import { migrateJobs } from '../../src/kernel/jobs/boss.ts';
import { createKernel, type Kernel } from '../../src/kernel/kernel.ts';
import { backupsModule, makeBackup } from '../../src/modules/backups/index.ts';
import { ENGINE, testLog } from '../harness.ts';
import { copyPostgres, dropPostgres } from '../template.ts';

export const watch = { signal: new AbortController().signal, onProgress: () => {} };
export const AWKWARD = 'Zoë\n\t"\\" \u2028 😀 null';
export const bytes = Buffer.from('what somebody uploaded '.repeat(5_000));

/** A workspace with rows that are hard to carry, on the engine of this run, and a backup of it. */
export interface AwkwardWorkspace {
  readonly home: string;
  readonly config: Config;
  readonly database: Database;
  readonly kernel: Kernel;
  /** Of the stored file. */
  readonly key: string;
  readonly path: string;
  readonly report: BackupReport;
  readonly scheduled: string;
  backUp(path: string): Promise<BackupReport>;
  /** Settings of an empty place of the same engine. */
  emptyPlace(name: string, more?: Record<string, string>): Promise<Config>;
  close(): Promise<void>;
}

export function configOf(dataDir: string, databaseUrl: string | null, more: Record<string, string> = {}): Config {
  const env = { PORTICO_DEMO: '0', DATA_DIR: dataDir, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}), ...more };
  const { config, problems } = readConfig(env);
  if (!config) throw new Error(problems.join('\n'));
  return config;
}
export const openOf = (config: Config): Promise<Database> =>
  openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log: testLog, onCrash: () => {} });
export const query = async <T extends object>(on: Database, text: string, values: unknown[] = []): Promise<T[]> =>
  (await on.pool.query<T>(text, values)).rows;
/** Names of the files below a data folder. */
export function filesIn({ dataDir }: Config): string[] {
  const left = existsSync(dataDir) ? readdirSync(dataDir, { recursive: true, withFileTypes: true }) : [];
  return left.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

export async function awkwardWorkspace(): Promise<AwkwardWorkspace> {
  const home = mkdtempSync(join(tmpdir(), 'portico-backups-'));
  const urls: string[] = [];
  const emptyPlace = async (name: string, more: Record<string, string> = {}): Promise<Config> => {
    const url = ENGINE === 'postgres' ? await copyPostgres({ empty: true }) : null;
    if (url) urls.push(url);
    return configOf(join(home, name), url, more);
  };
  const scheduled = join(home, 'scheduled');
  const config = await emptyPlace('source', { BACKUP_DIR: scheduled, BACKUP_KEEP: '2' });
  const database = await openOf(config);
  await migrate(database.pool, { log: testLog, alsoUnderLock: migrateJobs });
  const kernel = await createKernel({
    ...{ config, log: testLog, database, publishHint: () => {}, background: false },
    modules: [{ ...backupsModule, jobs: [...(backupsModule.jobs ?? []), { name: 'work.do', run: async () => {} }] }],
  });
  const key = await fill(database, kernel);
  const backUp = (path: string) =>
    makeBackup({ db: database.db, services: kernel.services, log: testLog }, { path, kind: 'manual', passphraseFile: null }, watch);
  const path = join(home, 'whole.backup');
  const report = await backUp(path);
  return {
    ...{ home, config, database, kernel, key, path, report, scheduled, backUp, emptyPlace },
    close: async () => {
      await kernel.jobs.stop();
      await database.close();
      for (const url of urls) await dropPostgres(url);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** @returns the key of the stored file. */
async function fill(database: Database, kernel: Kernel): Promise<string> {
  await query(database, `INSERT INTO companies (name, notes, search) VALUES ($1, '', to_tsvector('simple', 'a fat cat sat on a mat 7'))`, [
    AWKWARD,
  ]);
  await query(database, `INSERT INTO accounts (kind, name, email) VALUES ('tech', 'Ann', 'Ann@example.com')`);
  await query(database, `INSERT INTO techs (id, role) VALUES (1, 'master-admin')`);
  await query(
    database,
    `INSERT INTO api_keys (account_id, name, prefix, token_hash, scopes, created_at) VALUES (1, 'k', 'p', 'h', $1, now())`,
    [['a,b', 'c"d', '{}']],
  );
  // JSON's own null is another thing than no value; numbers keep their digits.
  await query(
    database,
    `INSERT INTO settings (scope, key, value) VALUES ('global', 'json.null', 'null'), ('global', 'number', '1.50e2'), ('global', 'text', $1)`,
    [JSON.stringify({ deep: [AWKWARD, 9007199254740992] })],
  );
  await query(
    database,
    `INSERT INTO sessions (token_hash, email_key, created_at, last_seen_at, expires_at) VALUES ('t', 'e', now(), now(), 'infinity')`,
  );
  const stored = await fileService().storage.put(Readable.from([bytes]), { maxBytes: 1_000_000 });
  const { key } = stored;
  await query(
    database,
    `INSERT INTO files (storage_key, name, size, sha256, kind, media_type, uploaded_by, uploaded_at) VALUES ($1, 'a.txt', $2, $3, 'text', 'text/plain', 1, now())`,
    [key, stored.size, stored.sha256],
  );
  await query(database, 'UPDATE accounts SET picture_file_id = 1');
  await kernel.jobs.send(database.db, 'work.do', { n: 1 });
  await kernel.jobs.send(database.db, 'work.do', { n: 2 }, { startAfter: '2030-01-01T00:00:00.000Z' });
  await query(database, `UPDATE pgboss.job SET state = 'active', started_on = now() WHERE data ->> 'n' = '1'`);
  return key;
}
