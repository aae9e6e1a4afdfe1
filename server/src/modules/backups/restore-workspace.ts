import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { BackupWatch } from '../../kernel/backup/format.ts';
import { type CheckedBackup, checkBackup, type RestoreReport, restoreBackup } from '../../kernel/backup/restore-backup.ts';
import { embeddedTarget, isOutcomeUnknown, postgresTarget } from '../../kernel/backup/targets.ts';
import { nowIso } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config/config.ts';
import { checkDataFolder } from '../../kernel/db/data-folder.ts';
import { Refusal } from '../../kernel/errors.ts';
import { renewStoreIdentity } from '../../kernel/files/owner.store.ts';
import { openStorage } from '../../kernel/files/service.ts';
import type { FileStorage } from '../../kernel/files/storage.ts';
import { askSocket } from '../../kernel/socket/call-socket.ts';
import { readFigures, type WorkspaceFigures } from './backups.reads.ts';
import { endSessions, requeueRunning } from './backups.store.ts';
import { readPassphrase } from './make-backup.ts';

export interface WorkspaceRestored extends RestoreReport {
  readonly place: string;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly publicUrl: string;
  readonly files: { readonly count: number; readonly bytes: number };
  readonly figures: WorkspaceFigures;
  /** The instance secret came with the backup and was written into DATA_DIR/secret. */
  readonly secretWritten: boolean;
}

/** Puts a workspace where the settings say one should live. Everything is checked first; when it fails, nothing of it stays. */
export async function restoreWorkspace(
  setting: { readonly config: Config; readonly log: Logger },
  wanted: { readonly path: string; readonly passphraseFile: string | null },
  watch: BackupWatch,
): Promise<WorkspaceRestored> {
  const { config, log } = setting;
  await refuseWhileRunning(config.dataDir);
  const passphrase = wanted.passphraseFile === null ? null : await readPassphrase(wanted.passphraseFile);
  const backup = await checkBackup(wanted.path, passphrase, watch);
  checkDataFolder(config.dataDir);
  const secret = await judgeSecret(config, backup);
  const target = config.databaseUrl ? await postgresTarget(config.databaseUrl, log) : await embeddedTarget(config.dataDir, log);
  try {
    const files = await FileIntake.open(config, backup, log);
    let figures: WorkspaceFigures | null = null;
    let workspace = '';
    let report: RestoreReport;
    try {
      report = await restoreBackup({
        ...{ backup, target, watch, log, keep: true },
        hooks: {
          file: (file) => files.take(file, watch),
          finish: async (client) => {
            await requeueRunning(client);
            await endSessions(client);
            workspace = (await renewStoreIdentity(client)).to;
            figures = await readFigures(client);
          },
          beforeKept: secret.write,
        },
      });
    } catch (error) {
      // A database without its files and secret would be worse than files without a database.
      if (isOutcomeUnknown(error)) throw error;
      await files.undo();
      await secret.undo();
      throw error;
    }
    // Kept: from here on nothing may take the files away again.
    await files.own(workspace, log);
    await files.done();
    return {
      ...report,
      place: target.place,
      madeBy: backup.header.version,
      madeAt: backup.header.createdAt,
      publicUrl: backup.header.publicUrl,
      files: files.taken,
      figures: figures ?? { tickets: 0, comments: 0, people: 0, waitingJobs: 0 },
      secretWritten: secret.needed,
    };
  } finally {
    await target.close();
  }
}

export async function refuseWhileRunning(dataDir: string): Promise<void> {
  if (!(await askSocket(dataDir))) return;
  throw new Refusal(
    409,
    'server.running',
    `Portico is running on the data folder ${dataDir}. Nothing was changed. Stop it first, or name another DATA_DIR.`,
  );
}

/** The secrets of the backup open what its database sealed: the settings must have them, or none, so that they can be put in place. */
async function judgeSecret(config: Config, { secrets }: CheckedBackup) {
  const path = join(config.dataDir, 'secret');
  const other = (where: string, what: string): Refusal =>
    new Refusal(
      409,
      'restore.otherSecret',
      `${where} is not the instance secret of this backup, so what its database holds sealed could not be opened. Nothing was changed. ${what}`,
    );
  if (config.secrets) {
    if (!secrets.every((one) => config.secrets?.includes(one)))
      throw other('PORTICO_SECRET', 'Leave it out (the backup brings its own), or set the one from when the backup was made.');
    return { needed: false, write: async () => {}, undo: async () => {} };
  }
  const there = (await readFile(path, 'utf8').catch(() => null))?.split('\n').map((line) => line.trim());
  if (there) {
    if (!secrets.every((one) => there.includes(one))) throw other(path, 'Move that file out of the way, or choose another DATA_DIR.');
    return { needed: false, write: async () => {}, undo: async () => {} };
  }
  return {
    needed: true,
    write: () => writeFile(path, `${secrets.join('\n')}\n`, { mode: 0o600, flag: 'wx', flush: true }),
    undo: () => rm(path, { force: true }),
  };
}

const MARKER = 'restore.json';

/**
 * Stored files go to their place before the database that names them becomes visible. A note in the data folder says which backup they
 * are of: after a kill, the same restore begins again; anything else finds a place that is not empty.
 */
class FileIntake {
  readonly taken = { count: 0, bytes: 0 };
  readonly #storage: FileStorage;
  readonly #marker: string;
  readonly #keys: string[] = [];

  private constructor(storage: FileStorage, marker: string) {
    this.#storage = storage;
    this.#marker = marker;
  }

  static async open(config: Config, backup: CheckedBackup, log: Logger): Promise<FileIntake> {
    const marker = join(config.dataDir, MARKER);
    const folder = join(config.dataDir, 'files');
    const storage = await openStorage(folder, { minFreeBytes: 0 }, config.s3 && { settings: config.s3, log });
    const interrupted = await readFile(marker, 'utf8').catch(() => null);
    if (interrupted === null || (JSON.parse(interrupted) as { id: string }).id !== backup.header.id) {
      for await (const _ of storage.list()) {
        throw new Refusal(
          409,
          'restore.notEmpty',
          `There are stored files in ${config.s3 ? `the bucket ${config.s3.bucket}` : folder}. A restore never mixes two workspaces. Nothing was changed; choose an empty place, or move them out of the way.`,
        );
      }
    }
    await writeFile(marker, JSON.stringify({ id: backup.header.id, at: nowIso() }), { mode: 0o600 });
    return new FileIntake(storage, marker);
  }

  async take(
    { key, size, bytes }: { readonly key: string; readonly size: number; readonly bytes: AsyncIterable<Uint8Array> },
    watch: BackupWatch,
  ): Promise<void> {
    if (watch.signal.aborted) throw new Refusal(499, 'command.stopped', 'Stopped. The target is empty as before.');
    this.#keys.push(key);
    await this.#storage.put(bytes, { key, maxBytes: size, expectedBytes: size });
    this.taken.count += 1;
    this.taken.bytes += size;
    watch.onProgress({ phase: 'files', done: this.taken.count, total: null, unit: 'files' });
  }

  /** The restored database is not the one the backup was made of: whoever owned this place before, it was empty. */
  own = (workspace: string, log: Logger): Promise<void> =>
    this.#storage.setOwner({ workspace }).catch((error: unknown) => {
      log.warn({ err: error }, 'the note of the owner could not be put into the file store; the check "files" says when it is missing');
    });

  done = (): Promise<void> => rm(this.#marker, { force: true });

  async undo(): Promise<void> {
    for (const key of this.#keys) await this.#storage.delete(key).catch(() => {});
    await this.done();
  }
}
