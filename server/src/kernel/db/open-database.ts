import { join } from 'node:path';
import type { Logger } from 'pino';
import { checkPostgres } from './check-postgres.ts';
import { checkDataFolder, embeddedProblem, prepareEmbeddedFolder } from './data-folder.ts';
import { type Database, openEmbedded, openPostgres } from './database.ts';
import { startEmbedded } from './embedded.ts';
import { lockFolder } from './lock-file.ts';
import { refuseMoved } from './moved-note.ts';
import { startUpkeep } from './upkeep.ts';

export interface OpenOptions {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly log: Logger;
  /** The embedded database died; the process cannot go on. */
  readonly onCrash: (error: Error) => void;
}

/**
 * Opens the database the settings name: PostgreSQL, or the embedded one in DATA_DIR/db under the folder's lock.
 *
 * @throws StartRefused when another process uses the folder, or when folder or server cannot be used; nothing is written before that is known.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  checkDataFolder(options.dataDir);
  if (options.databaseUrl) {
    await checkPostgres(options.databaseUrl);
    return openPostgres(options.databaseUrl, options);
  }
  refuseMoved(options.dataDir);
  const unlock = lockFolder(options.dataDir);
  try {
    const folder = join(options.dataDir, 'db');
    const made = prepareEmbeddedFolder(folder);
    const server = await startEmbedded({ folder, onCrash: options.onCrash }).catch((error: unknown) => {
      throw embeddedProblem(folder, error);
    });
    made();
    const database = openEmbedded(server, options);
    const stopUpkeep = startUpkeep(database, options.log);
    return {
      ...database,
      close: async () => {
        await stopUpkeep();
        await database.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
