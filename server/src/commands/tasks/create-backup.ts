import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { BackupReport } from '../../kernel/backup/create-backup.ts';
import type { BackupWatch } from '../../kernel/backup/format.ts';
import { snapshotOf, type TakeSnapshot } from '../../kernel/backup/snapshot.ts';
import { nowIso } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config/config.ts';
import { loadSecrets } from '../../kernel/config/secret.ts';
import type { Db } from '../../kernel/context.ts';
import { createCrypto } from '../../kernel/crypto/crypto.ts';
import { openDatabase } from '../../kernel/db/open-database.ts';
import { openFiles } from '../../kernel/files/service.ts';
import { createLog } from '../../kernel/log/log.ts';
import type { Task } from '../../kernel/socket/protocol.ts';
import { makeBackup, nameOf, noWorkspace } from '../../modules/backups/index.ts';
import type { RunHere } from '../run-task.ts';

export interface BackupInput {
  /** Absolute: the server has a working directory of its own. A folder gets a file named by the time. */
  readonly path: string;
  readonly passphraseFile: string | null;
}

export const createBackupTask: Task<BackupInput, BackupReport> = {
  name: 'backup.create',
  run: ({ database, services }, input, watch) => {
    const log = createLog({ level: services.config.logLevel });
    return backupOf({ db: database.db, config: services.config, snapshot: services.snapshot, log }, input, watch);
  },
};

/**
 * Without a server. Not through the usual way of a command, which brings the database up to date first: the backup from before an
 * upgrade is made with the new version often enough.
 */
export const backupHere: RunHere<BackupInput, BackupReport> = async ({ config, log, onCrash }, input, watch) => {
  if (config.databaseUrl === null && !existsSync(join(config.dataDir, 'db', 'PG_VERSION'))) throw noWorkspace(config.dataDir);
  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log, onCrash });
  try {
    const crypto = createCrypto(loadSecrets(config));
    await openFiles({ folder: join(config.dataDir, 'files'), crypto, s3: config.s3 && { settings: config.s3, log } });
    return await backupOf({ db: database.db, config, snapshot: snapshotOf({ database, config, log }), log }, input, watch);
  } finally {
    await database.close();
  }
};

async function backupOf(
  { db, log, ...services }: { readonly db: Db; readonly config: Config; readonly snapshot: TakeSnapshot; readonly log: Logger },
  { path, passphraseFile }: BackupInput,
  watch: BackupWatch,
): Promise<BackupReport> {
  const isFolder = await stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
  return makeBackup({ db, services, log }, { path: isFolder ? join(path, nameOf(nowIso())) : path, kind: 'manual', passphraseFile }, watch);
}
