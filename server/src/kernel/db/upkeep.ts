import type { Logger } from 'pino';
import { nowMs } from '../clock.ts';
import type { Database } from './database.ts';

const TIMES = { lookMs: 15_000, checkpointMs: 5 * 60_000, vacuumMs: 60 * 60_000 };
/** Quiet = hardly more than the job queue's own look every second: maintenance holds the only session. */
const QUIET_PER_SECOND = 3;

/**
 * The embedded database neither checkpoints nor vacuums by itself: without this its log grows for ever and its plans go bad.
 * Both wait for a quiet moment, but never longer than twice their interval.
 */
export function startUpkeep(database: Database, log: Logger, times: typeof TIMES = TIMES): () => Promise<void> {
  const mostWhenQuiet = QUIET_PER_SECOND * (times.lookMs / 1000);
  let statements = 0;
  let lastCheckpoint = nowMs();
  // A first vacuum soon after the start gives the planner statistics of what the start loaded.
  let lastVacuum = nowMs() - times.vacuumMs + times.checkpointMs;
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
    const quiet = statements <= mostWhenQuiet;
    statements = 0;
    const due = (last: number, every: number): boolean => now - last >= (quiet ? every : 2 * every);
    if (due(lastVacuum, times.vacuumMs)) {
      lastVacuum = now;
      await run('VACUUM (ANALYZE)');
    } else if (due(lastCheckpoint, times.checkpointMs)) {
      lastCheckpoint = now;
      await run('CHECKPOINT');
    }
  };
  const timer = setInterval(() => {
    running ??= look().finally(() => {
      running = null;
    });
  }, times.lookMs);
  timer.unref();

  return async () => {
    clearInterval(timer);
    await running;
    // A clean stop leaves nothing to replay, so that the next start is quick.
    await run('CHECKPOINT');
  };
}
