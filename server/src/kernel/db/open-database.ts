import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Database, openEmbedded, openPostgres } from './database.ts';
import { startEmbedded } from './embedded.ts';
import { lockFolder } from './lock-file.ts';
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
 * @throws StartRefused when another process uses the folder.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  if (options.databaseUrl) return openPostgres(options.databaseUrl, options);
  const unlock = lockFolder(options.dataDir);
  try {
    const server = await startEmbedded({ folder: join(options.dataDir, 'db'), onCrash: options.onCrash });
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
