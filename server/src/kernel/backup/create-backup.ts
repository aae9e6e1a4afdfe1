import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type pg from 'pg';
import type { Logger } from 'pino';
import { nowIso, nowMs } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { loadSecrets } from '../config/secret.ts';
import { readHistory } from '../db/migrate-history.ts';
import { Refusal } from '../errors.ts';
import type { FileStorage } from '../files/storage.ts';
import { jobsSchemaOf } from '../jobs/boss.ts';
import { VERSION } from '../version.ts';
import { openContainer, unlockContainer, verifyContainer, writeContainer } from './container.ts';
import { type BackupHeader, type BackupWatch, type Item, type Manifest, notReadBack, stopped } from './format.ts';
import { encodeItems } from './items.ts';
import type { Snapshot, TakeSnapshot } from './snapshot.ts';
import { type Client, countRows, exportTables } from './tables.ts';

/** A stored file that rows of the snapshot name. */
export interface NamedFile {
  readonly key: string;
  readonly size: number;
}

export interface BackupOptions {
  /** Absolute. */
  readonly path: string;
  readonly kind: BackupHeader['kind'];
  readonly passphrase: string | null;
  readonly config: Config;
  readonly log: Logger;
  readonly storage: FileStorage;
  readonly snapshot: TakeSnapshot;
  /** The files of the snapshot, in pieces. */
  readonly listFiles: (client: Client) => AsyncIterable<readonly NamedFile[]>;
  /** Of these keys, those that the workspace still names now: a file that was deleted while the backup ran is not missed. */
  readonly stillNamed: (keys: readonly string[]) => Promise<readonly string[]>;
}

export interface BackupReport {
  readonly path: string;
  readonly id: string;
  readonly createdAt: string;
  readonly engine: BackupHeader['engine'];
  readonly bytes: number;
  readonly sha256: string;
  readonly encrypted: boolean;
  readonly tables: number;
  readonly rows: number;
  readonly files: Manifest['files'];
  readonly seconds: number;
  /** How long the database answered nobody. */
  readonly pausedMs: number;
}

/**
 * Writes the whole workspace into one file while people go on working, reads the file back and compares its checksum.
 *
 * @example const report = await createBackup({ path: '/backups/portico.backup', kind: 'manual', … }, watch);
 */
export async function createBackup(options: BackupOptions, watch: BackupWatch): Promise<BackupReport> {
  const { path, config } = options;
  const began = nowMs();
  if (existsSync(path)) throw new Refusal(409, 'backup.exists', `${path} is there already and was left as it is. Choose another name.`);
  const snapshot = await options.snapshot(watch);
  const totals: { manifest: Manifest | null } = { manifest: null };
  const header = await headerOf(options, snapshot).catch(async (error: unknown) => {
    await snapshot.close();
    throw error;
  });
  let made: Awaited<ReturnType<typeof writeContainer>>;
  try {
    const items = remember(itemsOf(options, snapshot, { secrets: loadSecrets(config), rows: header.rows }, watch), totals);
    made = await writeContainer(path, header, encodeItems(items), { passphrase: options.passphrase, signal: watch.signal }).catch(
      (error: unknown) => {
        throw watch.signal.aborted ? stopped('Nothing of it was kept.') : error;
      },
    );
  } finally {
    await snapshot.close();
  }
  await readBack(options, made.sha256, watch);
  const { tables, files } = totals.manifest ?? { tables: {}, files: { count: 0, bytes: 0, missing: [] } };
  return {
    path,
    id: header.id,
    createdAt: header.createdAt,
    engine: header.engine,
    ...made,
    encrypted: options.passphrase !== null,
    tables: Object.keys(tables).length,
    rows: Object.values(tables).reduce((sum, table) => sum + table.rows, 0),
    files,
    seconds: (nowMs() - began) / 1000,
    pausedMs: snapshot.pausedMs,
  };
}

/** What could not be proved to be what was written is not left under the name of a backup. */
async function readBack({ path, passphrase }: BackupOptions, expected: string, watch: BackupWatch): Promise<void> {
  try {
    const written = await unlockContainer(await openContainer(path), passphrase);
    const { sha256 } = await verifyContainer(written, {
      signal: watch.signal,
      onBytes: (done) => watch.onProgress({ phase: 'checking', done: megabytes(done), total: megabytes(written.bytes), unit: 'MB' }),
    });
    if (sha256 !== expected) throw notReadBack(path);
  } catch (error) {
    await rm(path, { force: true });
    if (watch.signal.aborted) throw stopped('Nothing of it was kept.');
    throw error instanceof Refusal ? notReadBack(path) : error;
  }
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);

async function headerOf({ kind, config }: BackupOptions, { client, engine }: Snapshot): Promise<Omit<BackupHeader, 'encryption'>> {
  return {
    format: 1,
    id: randomUUID(),
    version: VERSION,
    createdAt: nowIso(),
    kind,
    engine,
    publicUrl: config.publicUrl,
    rows: await countRows(client),
    ...(await schemaOf(client)),
  };
}

/** The migrations and the job tables of a database. */
export async function schemaOf(client: Client): Promise<Pick<BackupHeader, 'migrations' | 'jobsSchema'>> {
  const history = await readHistory(client as pg.ClientBase);
  if (!history)
    throw new Refusal(404, 'backup.nothing', 'This database holds no workspace. Nothing was written. Is DATABASE_URL that of the server?');
  const migrations = history.map(({ version, name, checksum }) => ({ version, name, checksum }));
  return { migrations, jobsSchema: await jobsSchemaOf(client) };
}

async function* itemsOf(
  options: BackupOptions,
  { client }: Snapshot,
  { secrets, rows }: { readonly secrets: readonly string[]; readonly rows: number },
  watch: BackupWatch,
): AsyncGenerator<Item> {
  yield { kind: 'instance', secrets };
  const tables = yield* exportTables(client, rows, watch);
  const files = yield* exportFiles(options, client, watch);
  yield { kind: 'end', manifest: { tables, files } };
}

async function* remember(items: AsyncIterable<Item>, totals: { manifest: Manifest | null }): AsyncGenerator<Item> {
  for await (const item of items) {
    if (item.kind === 'end') totals.manifest = item.manifest;
    yield item;
  }
}

/** Stored files never change, so they are copied after the rows that name them. */
async function* exportFiles(
  { storage, listFiles, stillNamed }: BackupOptions,
  client: Client,
  watch: BackupWatch,
): AsyncGenerator<Item, Manifest['files']> {
  let [count, bytes] = [0, 0];
  const gone: string[] = [];
  for await (const some of listFiles(client)) {
    for (const { key } of some) {
      if (watch.signal.aborted) throw stopped('Nothing of it was kept.');
      const opened = await openFile(storage, key);
      if (!opened) {
        gone.push(key);
        continue;
      }
      yield { kind: 'file', key, ...opened };
      count += 1;
      bytes += opened.size;
      watch.onProgress({ phase: 'files', done: count, total: null, unit: 'files' });
    }
  }
  return { count, bytes, missing: gone.length > 0 ? await stillNamed(gone) : [] };
}

/** Null when it was deleted since the snapshot, also when that happens between looking and opening. */
async function openFile(
  storage: FileStorage,
  key: string,
): Promise<{ readonly size: number; readonly bytes: AsyncIterable<Uint8Array> } | null> {
  const facts = await storage.stat(key);
  const stream = facts && (await storage.get(key));
  if (!facts || !stream) return null;
  const chunks = (stream as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  const first = await chunks.next().catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (first === null) return null;
  return {
    size: facts.size,
    bytes: (async function* () {
      for (let next = first; !next.done; next = await chunks.next()) yield next.value;
    })(),
  };
}
