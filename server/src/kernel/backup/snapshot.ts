import { constants } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { nowMs } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { type Database, openEmbedded } from '../db/database.ts';
import { startEmbedded } from '../db/embedded.ts';
import { Refusal } from '../errors.ts';
import { type BackupWatch, stopped } from './format.ts';
import { type Client, prepareSession } from './tables.ts';

/** The whole database as it was at one moment, readable for as long as it takes, while everybody goes on writing. */
export interface Snapshot {
  readonly client: Client;
  readonly engine: Database['engine'];
  /** How long nobody could use the database. */
  readonly pausedMs: number;
  close(): Promise<void>;
}
export type TakeSnapshot = (watch: BackupWatch) => Promise<Snapshot>;

/** Any fixed number: only one backup at a time per database, whichever process makes it. */
const LOCK = 7_367_003;
const COPY = 'backup-copy-';

const another = (): Refusal =>
  new Refusal(
    409,
    'backup.running',
    'Another backup of this workspace is being made right now. This one was not begun; try again when it is done.',
  );

/**
 * @example
 * const snapshot = await snapshotOf({ database, config, log })(watch);
 * try { … } finally { await snapshot.close(); }
 */
export function snapshotOf(source: { readonly database: Database; readonly config: Config; readonly log: Logger }): TakeSnapshot {
  if (source.database.engine === 'postgres') return () => ofServer(source.database);
  let busy = false;
  return async (watch) => {
    if (busy) throw another();
    busy = true;
    try {
      const snapshot = await ofFolder(source, watch);
      return {
        ...snapshot,
        close: async () => {
          await snapshot.close().finally(() => {
            busy = false;
          });
        },
      };
    } catch (error) {
      busy = false;
      throw error;
    }
  };
}

/** PostgreSQL keeps a snapshot by itself: one transaction that only reads. */
async function ofServer(database: Database): Promise<Snapshot> {
  const client = await database.pool.connect();
  try {
    await begin(client);
    const { rows } = await client.query<{ free: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS free', [LOCK]);
    if (!rows[0]?.free) throw another();
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    client.release();
    throw error;
  }
  return {
    client,
    engine: 'postgres',
    pausedMs: 0,
    close: async () => {
      const broke = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      );
      client.release(broke);
    },
  };
}

/** A transaction that sees one moment, on the only session of an embedded database that nobody else uses. */
export async function snapshotAlone(database: Database): Promise<Snapshot> {
  const client = await database.pool.connect();
  try {
    await begin(client);
  } catch (error) {
    // A connection that is never given back keeps the database from being closed.
    client.release(true);
    throw error;
  }
  const close = async () => {
    await client.query('ROLLBACK').catch(() => {});
    client.release();
  };
  return { client, engine: database.engine, pausedMs: 0, close };
}

async function begin(client: Client): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  await prepareSession(client);
}

/**
 * The embedded database has one session, and a transaction that reads everything would stop the product for minutes. Instead its
 * folder is copied: first while everybody works, then once more what changed meanwhile, with the session held. That second pass is the only pause.
 * A second instance of the database opens the copy and is read.
 */
async function ofFolder({ database, config, log }: Parameters<typeof snapshotOf>[0], watch: BackupWatch): Promise<Snapshot> {
  const folder = join(config.dataDir, 'db');
  await removeOldCopies(config.dataDir);
  await refuseWithoutRoom(folder, config.dataDir);
  const home = await mkdtemp(join(config.dataDir, COPY));
  const removeCopy = () => rm(home, { recursive: true, force: true });
  try {
    const copy = join(home, 'db');
    const pausedMs = await copyFolder(database, folder, copy, watch);
    log.info({ pausedMs }, 'the database was copied for a backup');
    const second = openEmbedded(await startEmbedded({ folder: copy }), { log });
    try {
      const snapshot = await snapshotAlone(second);
      const close = async () => {
        try {
          await snapshot.close();
          await second.close();
        } finally {
          await removeCopy();
        }
      };
      return { ...snapshot, engine: 'pglite', pausedMs, close };
    } catch (error) {
      await second.close();
      throw error;
    }
  } catch (error) {
    await removeCopy();
    throw error;
  }
}

/** What a killed process left behind; only one backup runs at a time, so whatever is there is old. */
async function removeOldCopies(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (name.startsWith(COPY)) await rm(join(dataDir, name), { recursive: true, force: true });
  }
}

async function refuseWithoutRoom(folder: string, dataDir: string): Promise<void> {
  let bytes = 0;
  for (const path of await filesBelow(folder)) bytes += (await stat(join(folder, path)).catch(() => null))?.size ?? 0;
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize > bytes + 100_000_000) return;
  const needed = Math.ceil(bytes / 1e6) + 100;
  throw new Refusal(
    507,
    'backup.noRoom',
    `A backup needs ${needed} MB of free space in ${dataDir} while it is made. No backup was made; free some space first.`,
  );
}

/** Times of files are only exact to some milliseconds: what changed shortly before it was looked at is copied once more. */
const RECENT_MS = 2_000;

async function copyFolder(database: Database, from: string, to: string, watch: BackupWatch): Promise<number> {
  await mkdir(to, { mode: 0o700 });
  // So that the one with the session held has little left to write.
  await database.pool.query('CHECKPOINT');
  const began = nowMs();
  const seen = new Map<string, { readonly size: number; readonly changed: number }>();
  let done = 0;
  const paths = await filesBelow(from, to);
  for (const path of paths) {
    if (watch.signal.aborted) throw stopped('Nothing of it was kept.');
    const facts = await stat(join(from, path)).catch(() => null);
    if (!facts) continue;
    seen.set(path, { size: facts.size, changed: facts.mtimeMs });
    await copyOne(from, to, path);
    watch.onProgress({ phase: 'copying', done: ++done, total: paths.length, unit: 'database files' });
  }
  const client = await database.pool.connect();
  const held = nowMs();
  try {
    await client.query('CHECKPOINT');
    const left = new Set(seen.keys());
    for (const path of await filesBelow(from, to)) {
      const before = seen.get(path);
      left.delete(path);
      const facts = await stat(join(from, path));
      const same = before && before.size === facts.size && before.changed === facts.mtimeMs && facts.mtimeMs < began - RECENT_MS;
      if (!same) await copyOne(from, to, path);
    }
    for (const path of left) await rm(join(to, path), { force: true });
    return nowMs() - held;
  } finally {
    client.release();
  }
}

async function copyOne(from: string, to: string, path: string): Promise<void> {
  await copyFile(join(from, path), join(to, path), constants.COPYFILE_FICLONE).catch((error: NodeJS.ErrnoException) => {
    // Dropped while the first pass was on its way.
    if (error.code !== 'ENOENT') throw error;
  });
}

/** Paths below the folder. The empty folders among them matter to the database too, so they are made in the copy. */
async function filesBelow(folder: string, copy: string | null = null): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1);
    if (entry.isFile()) paths.push(path);
    else if (copy !== null && entry.isDirectory()) await mkdir(join(copy, path), { recursive: true, mode: 0o700 });
  }
  return paths;
}
