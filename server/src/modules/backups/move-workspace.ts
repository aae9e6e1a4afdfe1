import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { schemaOf } from '../../kernel/backup/create-backup.ts';
import type { BackupWatch, TableSum } from '../../kernel/backup/format.ts';
import { loadItems } from '../../kernel/backup/load.ts';
import { snapshotAlone } from '../../kernel/backup/snapshot.ts';
import { countRows, exportTables } from '../../kernel/backup/tables.ts';
import { isOutcomeUnknown, placeOf, postgresTarget } from '../../kernel/backup/targets.ts';
import { nowIso, nowMs } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config/config.ts';
import { migrate } from '../../kernel/db/migrate.ts';
import { MOVED_NOTE } from '../../kernel/db/moved-note.ts';
import { openDatabase } from '../../kernel/db/open-database.ts';
import { Refusal } from '../../kernel/errors.ts';
import { handOverStore, renewStoreIdentity } from '../../kernel/files/owner.store.ts';
import { openStorage } from '../../kernel/files/service.ts';
import { migrateJobs } from '../../kernel/jobs/boss.ts';
import { readFigures, type WorkspaceFigures } from './backups.reads.ts';
import { requeueRunning } from './backups.store.ts';
import { noWorkspace } from './make-backup.ts';
import { refuseWhileRunning } from './restore-workspace.ts';

export interface WorkspaceMoved {
  readonly place: string;
  readonly rows: number;
  /** Per table, as the new database holds them; each was compared with what the old one gave. */
  readonly tables: Readonly<Record<string, TableSum>>;
  readonly figures: WorkspaceFigures;
  readonly seconds: number;
  /** The old database, untouched. */
  readonly kept: string;
}

/** In the note of a move whose last answer never came. */
const UNFINISHED = 'unfinished';

/**
 * Copies the embedded database into an empty PostgreSQL database. The server must be stopped: what people would write meanwhile would
 * be in one of the two only. Files and secret stay where they are.
 */
export async function moveWorkspace(
  setting: { readonly config: Config; readonly log: Logger; readonly onCrash: (error: Error) => void },
  to: string,
  watch: BackupWatch,
): Promise<WorkspaceMoved> {
  const { config, log, onCrash } = setting;
  const began = nowMs();
  // The loading side says how far it is.
  const quiet = { signal: watch.signal, onProgress: () => {} };
  if (config.databaseUrl !== null) {
    throw new Refusal(
      409,
      'move.notEmbedded',
      'DATABASE_URL is set: this workspace is on PostgreSQL already. Nothing was changed. From one PostgreSQL to another: backup, then restore with the other DATABASE_URL.',
    );
  }
  await refuseWhileRunning(config.dataDir);
  if (!existsSync(join(config.dataDir, 'db', 'PG_VERSION'))) throw noWorkspace(config.dataDir);
  const target = await postgresTarget(to, log);
  const note = join(config.dataDir, MOVED_NOTE);
  try {
    // Nobody knew whether the last try had been kept. The target is empty, so it was not.
    const [place, , word] = (await readFile(note, 'utf8').catch(() => '')).split('\n');
    if (word === UNFINISHED && place === placeOf(to)) await rm(note);
    const source = await openDatabase({ databaseUrl: null, dataDir: config.dataDir, log, onCrash });
    try {
      await migrate(source.pool, { log, alsoUnderLock: migrateJobs });
      const snapshot = await snapshotAlone(source);
      try {
        const total = await countRows(snapshot.client);
        const schema = { version: '', ...(await schemaOf(snapshot.client)) };
        let figures: WorkspaceFigures | null = null;
        let names: Parameters<typeof handOverStore>[1] = { from: null, to: '' };
        const loaded = await target
          .fill(
            (client) =>
              loadItems(client, exportTables(snapshot.client, total, quiet), {
                ...{ schema, total, watch, log, checkpoint: false },
                onItem: async () => {},
                finish: async (there) => {
                  await requeueRunning(there);
                  names = await renewStoreIdentity(there);
                  figures = await readFigures(there);
                },
              }),
            true,
            // Before the new database becomes visible: at no moment are there two that a server would start on.
            () => writeFile(note, `${placeOf(to)}\n${nowIso()}\n`, { mode: 0o600, flush: true }),
          )
          .catch(async (error: unknown) => {
            if (isOutcomeUnknown(error))
              await writeFile(note, `${placeOf(to)}\n${nowIso()}\n${UNFINISHED}\n`, { mode: 0o600, flush: true });
            else await rm(note, { force: true });
            throw error;
          });
        await handOverFiles(config, names, log);
        return {
          place: target.place,
          rows: loaded.rows,
          tables: loaded.tables,
          figures: figures ?? { tickets: 0, comments: 0, people: 0, waitingJobs: 0 },
          seconds: (nowMs() - began) / 1000,
          kept: join(config.dataDir, 'db'),
        };
      } finally {
        await snapshot.close();
      }
    } finally {
      await source.close();
    }
  } finally {
    await target.close();
  }
}

/** The old database must not tidy up among files that only the new one knows. When it fails, nobody tidies up, and the Health page says so. */
async function handOverFiles(config: Config, names: Parameters<typeof handOverStore>[1], log: Logger): Promise<void> {
  try {
    const s3 = config.s3 && { settings: config.s3, log };
    await handOverStore(await openStorage(join(config.dataDir, 'files'), { minFreeBytes: 0 }, s3), names);
  } catch (error) {
    log.warn({ err: error }, 'the file store could not be handed over to the new database; the check "files" says what to do');
  }
}
