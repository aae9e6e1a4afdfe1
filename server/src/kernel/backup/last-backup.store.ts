import { sql } from 'drizzle-orm';
import type { Db } from '../context.ts';

/** How the last scheduled backup went; health and doctor tell people. */
export interface LastBackup {
  readonly ok: boolean;
  readonly at: string;
  readonly path: string | null;
  readonly bytes: number;
  readonly seconds: number;
  /** Stored files that rows name and that are gone. */
  readonly missingFiles: number;
  /** A sentence; null when it went well. */
  readonly error: string | null;
  /** When the newest good one was made. */
  readonly goodAt: string | null;
}

const NAME = 'backups.last';

export async function readLastBackup(db: Db): Promise<LastBackup | null> {
  const { rows } = await db.execute<{ value: LastBackup }>(sql`SELECT value FROM kernel_facts WHERE name = ${NAME}`);
  return rows[0]?.value ?? null;
}

export async function noteBackup(db: Db, last: LastBackup): Promise<void> {
  await db.execute(
    sql`INSERT INTO kernel_facts (name, value, updated_at) VALUES (${NAME}, ${JSON.stringify(last)}::jsonb, ${last.at})
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
  );
}
