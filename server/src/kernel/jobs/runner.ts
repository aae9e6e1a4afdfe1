import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { nowIso, nowMs } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { inBackground } from '../db/embedded-turns.ts';
import { sentenceOf } from '../log/error-without-values.ts';
import { takeTraceId } from '../log/trace-scope.ts';
import type { JobDeclaration } from '../module.ts';
import { type Boss, type JobWithMetadata, rowsOf } from './boss.ts';
import { startHeartbeat } from './heartbeat.ts';

/** Runs one job's handler; supplied by kernel/events, which knows how to make a context. */
export type RunHandler = (
  job: JobDeclaration,
  data: Record<string, unknown>,
  run: { readonly id: string; readonly attempt: number },
) => Promise<void>;

export interface RunnerOptions {
  readonly boss: Boss;
  readonly database: Database;
  readonly log: Logger;
  readonly run: RunHandler;
  readonly jobs: ReadonlyMap<string, JobDeclaration>;
  readonly onFinished?: (name: string, outcome: 'completed' | 'failed', seconds: number) => void;
}

export interface Drained {
  readonly ran: number;
  readonly failures: readonly { readonly name: string; readonly error: Error }[];
}

export interface JobRunner {
  /** Looks for due jobs every second, and at once when woken; `works` says which of them this process runs. */
  start(works?: (job: JobDeclaration) => boolean): void;
  wake(name: string): void;
  /** Takes no new job and waits for the running ones; what is still running after `timeoutMs` goes back to the queue. */
  stop(timeoutMs: number): Promise<void>;
  /** Tests: runs everything that is due by the (shifted) clock, one after another, until nothing is left. */
  drain(options?: { readonly retries?: boolean }): Promise<Drained>;
}

const LOOK_EVERY_MS = 1_000;

/**
 * Fetches and settles jobs. The library's own workers poll once per queue and worker and pause after each job; this asks one
 * question for all queues, which matters where the database has a single session, and lets tests run the same code in order.
 */
export function createRunner(options: RunnerOptions): JobRunner {
  const { boss, database, log, jobs } = options;
  const active = new Map<string, Set<Promise<void>>>();
  const pumping = new Map<string, boolean>();
  const running = new Set<string>();
  let isMine = (_job: JobDeclaration): boolean => true;
  let stopHeartbeat = (): void => {};
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const runOne = async (job: JobDeclaration, fetched: JobWithMetadata<object>): Promise<Error | null> => {
    const began = nowMs();
    const attempt = fetched.retryCount + 1;
    running.add(fetched.id);
    try {
      await withTimeout(job, options.run(job, fetched.data as Record<string, unknown>, { id: fetched.id, attempt }));
      await boss.complete(job.name, fetched as unknown as { id: string; retryCount: number });
      options.onFinished?.(job.name, 'completed', (nowMs() - began) / 1000);
      return null;
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      log.warn({ err: error, job: job.name, jobId: fetched.id, attempt, traceId: takeTraceId({ ...fetched.data }).traceId }, 'job failed');
      await boss.fail(job.name, { id: fetched.id, retryCount: fetched.retryCount }, { message: sentenceOf(error), name: error.name });
      options.onFinished?.(job.name, 'failed', (nowMs() - began) / 1000);
      return error;
    } finally {
      running.delete(fetched.id);
    }
  };

  /** Keeps up to `concurrency` jobs of one queue running until none is due. */
  const pump = async (job: JobDeclaration): Promise<void> => {
    if (pumping.has(job.name)) {
      pumping.set(job.name, true);
      return;
    }
    pumping.set(job.name, false);
    const mine = active.get(job.name) ?? new Set();
    active.set(job.name, mine);
    try {
      for (;;) {
        const free = (job.concurrency ?? 2) - mine.size;
        if (stopped || free <= 0) break;
        pumping.set(job.name, false);
        const fetched = await boss.fetch<object>(job.name, { batchSize: free, includeMetadata: true });
        for (const one of fetched) {
          const done: Promise<void> = runOne(job, one)
            .then(() => undefined)
            .catch((error) => log.error({ err: error, job: job.name }, 'a job could not be settled'))
            .finally(() => {
              mine.delete(done);
              void pump(job);
            });
          mine.add(done);
        }
        if (fetched.length === 0 && !pumping.get(job.name)) break;
      }
    } catch (error) {
      log.error({ err: error, job: job.name }, 'jobs could not be fetched');
    } finally {
      pumping.delete(job.name);
    }
  };
  const wake = (name: string): void => {
    const job = jobs.get(name);
    if (timer && !stopped && job && isMine(job)) void inBackground(() => pump(job));
  };
  const look = async (): Promise<void> => {
    try {
      for (const name of await dueQueues(database)) wake(name);
    } catch (error) {
      log.warn({ err: error }, 'could not look for due jobs');
    }
  };

  return {
    start(works = () => true) {
      isMine = works;
      timer = setInterval(() => void look(), LOOK_EVERY_MS);
      timer.unref();
      stopHeartbeat = startHeartbeat({ database, log, running: () => [...running] });
      void look();
    },
    wake,
    async stop(timeoutMs) {
      stopped = true;
      if (timer) clearInterval(timer);
      const unfinished = [...active.values()].flatMap((set) => [...set]);
      await Promise.race([Promise.all(unfinished), new Promise((resolve) => setTimeout(resolve, timeoutMs).unref())]);
      stopHeartbeat();
    },
    async drain(drainOptions = {}) {
      const failures: { name: string; error: Error }[] = [];
      let ran = 0;
      for (;;) {
        await bringForward(database, drainOptions.retries === true);
        const names = (await dueQueues(database)).filter((name) => jobs.has(name));
        if (names.length === 0) return { ran, failures };
        for (const name of names) {
          const job = jobs.get(name) as JobDeclaration;
          for (const one of await boss.fetch<object>(name, { batchSize: 50, includeMetadata: true })) {
            const error = await runOne(job, one);
            ran += 1;
            if (error) failures.push({ name, error });
          }
        }
      }
    },
  };
}

async function withTimeout(job: JobDeclaration, work: Promise<void>): Promise<void> {
  const seconds = job.timeout ?? 120;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The job took longer than ${seconds} seconds.`)), seconds * 1000);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function dueQueues(database: Database): Promise<readonly string[]> {
  const rows = await rowsOf<{ name: string }>(
    database.db,
    sql`SELECT DISTINCT name FROM pgboss.job WHERE state < 'active' AND start_after <= now() AND NOT blocked`,
  );
  return rows.map((row) => row.name);
}

/** Follows a shifted test clock, which the database does not know of. */
async function bringForward(database: Database, retries: boolean): Promise<void> {
  await database.db.execute(
    sql`UPDATE pgboss.job SET start_after = now() WHERE state < 'active' AND start_after > now()
        AND (start_after <= ${nowIso()}::timestamptz OR (${retries} AND state = 'retry'))`,
  );
}
