import type { Logger } from 'pino';
import { nowMs } from '../clock.ts';
import type { Database } from './database.ts';

const LOOK_EVERY_MS = 15_000;
/** Quiet = hardly more than the job queue's own look every second: maintenance holds the only session. */
const QUIET_STATEMENTS = 3 * (LOOK_EVERY_MS / 1000);
const CHECKPOINT_EVERY_MS = 5 * 60_000;
const VACUUM_EVERY_MS = 60 * 60_000;

/**
 * The embedded database neither checkpoints nor vacuums by itself: without this its log grows for ever and its plans go bad.
 * Both wait for a quiet moment, but never longer than twice their interval.
 */
export function startUpkeep(database: Database, log: Logger): () => Promise<void> {
  let statements = 0;
  let lastCheckpoint = nowMs();
  // A first vacuum soon after the start gives the planner statistics of what the start loaded.
  let lastVacuum = nowMs() - VACUUM_EVERY_MS + CHECKPOINT_EVERY_MS;
  let running: Promise<void> | null = null;
  database.pool.on('acquire', () => {
    statements += 1;
  });

  const run = async (statement: string): Promise<void> => {
    const began = nowMs();
    try {
      await database.pool.query(statement);
      log.debug({ statement, ms: nowMs() - began }, 'database upkeep');
    } catch (error) {
      log.warn({ err: error, statement }, 'database upkeep failed');
    }
  };
  const look = async (): Promise<void> => {
    const now = nowMs();
    const quiet = statements <= QUIET_STATEMENTS;
    statements = 0;
    const due = (last: number, every: number): boolean => now - last >= (quiet ? every : 2 * every);
    if (due(lastVacuum, VACUUM_EVERY_MS)) {
      lastVacuum = now;
      await run('VACUUM (ANALYZE)');
    } else if (due(lastCheckpoint, CHECKPOINT_EVERY_MS)) {
      lastCheckpoint = now;
      await run('CHECKPOINT');
    }
  };
  const timer = setInterval(() => {
    running ??= look().finally(() => {
      running = null;
    });
  }, LOOK_EVERY_MS);
  timer.unref();

  return async () => {
    clearInterval(timer);
    await running;
    // A clean stop leaves nothing to replay, so that the next start is quick.
    await run('CHECKPOINT');
  };
}
