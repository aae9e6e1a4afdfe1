import type { Database } from '../../src/kernel/db/database.ts';
import { migrate } from '../../src/kernel/db/migrate.ts';
import { migrateJobs } from '../../src/kernel/jobs/boss.ts';
import { testDatabase, testLog } from '../harness.ts';
import { readDump } from './milestones.ts';

/** The start's own migration, with other files if wanted. */
export const upgrade = (database: Database, folder?: string): Promise<readonly string[]> =>
  migrate(database.pool, { log: testLog, alsoUnderLock: migrateJobs, ...(folder ? { folder } : {}) });

/** A database as that version left it. */
export async function loadMilestone(version: number): Promise<Database> {
  const database = await testDatabase({ empty: true });
  const client = await database.pool.connect();
  try {
    await client.query(readDump(version));
    // A dump empties the search path of the connection that loads it.
    await client.query('RESET ALL');
    await client.query("SET TIME ZONE 'UTC'");
  } finally {
    client.release();
  }
  return database;
}

/** What a test opened, given back in reverse order. */
export function openThings(): { readonly keep: (back: () => Promise<void> | void) => void; readonly giveBack: () => Promise<void> } {
  const undo: (() => Promise<void> | void)[] = [];
  return {
    keep: (back) => void undo.push(back),
    giveBack: async () => {
      for (const back of undo.splice(0).reverse()) await back();
    },
  };
}
