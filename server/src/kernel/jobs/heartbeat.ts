import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { rowsOf } from './boss.ts';

const BEAT_EVERY_MS = 3_000;
/** Several missed beats: a process that is only slow keeps its jobs. */
const SILENT_AFTER_SECONDS = 12;

/**
 * A process that is killed, or whose connection breaks while it fetches or settles, leaves its jobs marked as running. Each process
 * therefore notes which jobs it still works on, and gives those nobody works on back to their queues. Without this they would wait
 * for their timeout, minutes in which nobody is told of anything.
 *
 * Attempts that are used up are left to the job library, which moves them to the dead letter: a job that ends its process shall not
 * do so for ever.
 *
 * @param running ids of the jobs this process works on.
 */
export function startHeartbeat(options: {
  readonly database: Database;
  readonly log: Logger;
  readonly running: () => readonly string[];
}): () => void {
  const { database, log } = options;
  let beating = false;
  const beat = async (): Promise<void> => {
    if (beating) return;
    beating = true;
    try {
      // In this order: on a connection that was busy for long, our own jobs are noted before anyone judges them.
      await noteRunning(database, options.running());
      const names = await requeueSilent(database);
      if (names.length > 0) log.warn({ jobs: names }, 'jobs were interrupted and go back to their queues');
    } catch (error) {
      log.warn({ err: error }, 'running jobs could not be noted');
    } finally {
      beating = false;
    }
  };
  const timer = setInterval(() => void beat(), BEAT_EVERY_MS);
  timer.unref();
  void beat();
  return () => clearInterval(timer);
}

export async function noteRunning(database: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const list = sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  await database.db.execute(sql`UPDATE pgboss.job SET heartbeat_on = now() WHERE id IN (${list}) AND state = 'active'`);
}

/** @returns the queues of the jobs that were given back. */
export async function requeueSilent(database: Database, silentSeconds = SILENT_AFTER_SECONDS): Promise<readonly string[]> {
  const rows = await rowsOf<{ name: string }>(
    database.db,
    sql`UPDATE pgboss.job SET state = 'retry', start_after = now(), heartbeat_on = NULL
        WHERE state = 'active' AND retry_count < retry_limit
          AND coalesce(heartbeat_on, started_on) < now() - ${silentSeconds} * interval '1 second'
        RETURNING name`,
  );
  return rows.map((row) => row.name);
}
