import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import type { JobDeclaration } from '../module.ts';
import { createJobAdmin } from './admin.ts';
import { createBoss } from './boss.ts';
import type { JobAdmin, Jobs } from './jobs.ts';
import { prepareQueues } from './queues.ts';
import { createRunner, type JobRunner, type RunHandler } from './runner.ts';
import { createSender } from './send.ts';

/** The job queue of a process. `Jobs` and `JobAdmin` go to operations, the rest belongs to app.ts. */
export interface JobQueue extends Jobs, JobAdmin {
  /** Creates all queues and loads them; nothing may be sent before. */
  prepare(declarations: readonly JobDeclaration[], run: RunHandler): Promise<void>;
  /** @param works which jobs this process runs; default all. A process that only sends jobs never calls it with a yes. */
  startWorkers(works?: (job: JobDeclaration) => boolean): void;
  stop(timeoutMs?: number): Promise<void>;
  drain: JobRunner['drain'];
}

export interface JobQueueOptions {
  readonly database: Database;
  readonly log: Logger;
  /** False in tests: no housekeeping, no cron, no workers. */
  readonly background: boolean;
  readonly onFinished?: (name: string, outcome: 'completed' | 'failed', seconds: number) => void;
}

/**
 * @example
 * const jobs = createJobQueue({ database, log, background: true });
 * await jobs.prepare(declarations, runHandler);
 * jobs.startWorkers();
 */
export function createJobQueue(options: JobQueueOptions): JobQueue {
  const { database, log } = options;
  const boss = createBoss(database, log, options.background);
  let runner: JobRunner | null = null;
  const wake = (name: string): void => runner?.wake(name);
  const prepared = (): JobRunner => {
    if (!runner) throw new Error('The job queue is not prepared yet.');
    return runner;
  };
  return {
    ...createSender(boss, wake),
    ...createJobAdmin(boss, wake),
    async prepare(declarations, run) {
      await boss.start();
      await prepareQueues(boss, declarations, options.background);
      if (database.engine === 'pglite') await requeueInterrupted(database);
      const jobs = new Map(declarations.map((job) => [job.name, job]));
      if (jobs.size !== declarations.length) throw new Error('Two jobs have the same name.');
      runner = createRunner({ boss, database, log, run, jobs, ...(options.onFinished ? { onFinished: options.onFinished } : {}) });
    },
    startWorkers: (works) => prepared().start(works),
    drain: (drainOptions) => prepared().drain(drainOptions),
    async stop(timeoutMs = 20_000) {
      await runner?.stop(timeoutMs);
      await boss.stop({ graceful: false, close: false });
    },
  };
}

/** The embedded database has one process: what is active at the start was interrupted by a crash and need not wait for its timeout. */
async function requeueInterrupted(database: Database): Promise<void> {
  await database.db.execute(
    sql`UPDATE pgboss.job SET state = 'retry', start_after = now() WHERE state = 'active' AND retry_count < retry_limit`,
  );
}
