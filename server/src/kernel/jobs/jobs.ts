import type { Db } from '../context.ts';

export interface SendOptions {
  /** Not before this instant. */
  readonly startAfter?: string;
  /** At most one waiting job with this key: another `send` does nothing and returns null. */
  readonly singletonKey?: string;
  /** Higher runs first; default 0. */
  readonly priority?: number;
}

/** The job queue as operations see it: `ctx.services.jobs`. */
export interface Jobs {
  /**
   * Writes a job in the caller's transaction and wakes its worker after the commit. `data` is visible to administrators and
   * kept for days: ids only, never secrets (a key called `password` or `token` throws).
   *
   * @returns the id, or null when `singletonKey` is already waiting.
   * @example await ctx.services.jobs.send(ctx.tx, 'mail.deliver', { mailId: mail.id });
   */
  send(db: Db, name: string, data: Record<string, unknown>, options?: SendOptions): Promise<string | null>;
  /** Many jobs of one queue with one statement. */
  sendMany(db: Db, name: string, data: readonly Record<string, unknown>[]): Promise<void>;
}

export type JobState = 'waiting' | 'scheduled' | 'retrying' | 'active' | 'completed' | 'dead';

/** A job as the admin console lists it. */
export interface JobRow {
  readonly id: string;
  /** The queue it was sent to, also for dead jobs. */
  readonly name: string;
  readonly state: JobState;
  readonly data: Record<string, unknown>;
  readonly attempt: number;
  readonly attempts: number;
  readonly createdAt: string;
  readonly startAfter: string;
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  /** Message of the last failure. */
  readonly error: string | null;
}

export interface QueueStats {
  readonly name: string;
  readonly waiting: number;
  readonly scheduled: number;
  readonly retrying: number;
  readonly active: number;
  readonly completed: number;
  readonly dead: number;
  /** Creation of the oldest job that could run now; null when there is none. */
  readonly oldestWaitingAt: string | null;
}

/** How full a queue is; `ready` could run now. */
export interface QueueDepth {
  readonly name: string;
  readonly ready: number;
  readonly scheduled: number;
  readonly retrying: number;
  readonly active: number;
  readonly dead: number;
  /** How long the oldest job that could run has been waiting; 0 when there is none. */
  readonly oldestSeconds: number;
}

export interface JobQuery {
  readonly name?: string;
  readonly state?: JobState;
  readonly limit: number;
  readonly cursor?: string | null;
}

/** What the admin console does with jobs. */
export interface JobAdmin {
  listJobs(db: Db, query: JobQuery): Promise<{ readonly items: readonly JobRow[]; readonly next: string | null }>;
  queueStats(db: Db): Promise<readonly QueueStats[]>;
  /** What is not finished, by queue; cheap enough for gauges. */
  queueDepths(db: Db): Promise<readonly QueueDepth[]>;
  /** Jobs whose attempts are used up; cheap enough for a gauge. */
  countDead(db: Db): Promise<number>;
  /** Puts a dead job back, with fresh attempts. False when it is no longer there. */
  retryJob(db: Db, id: string): Promise<boolean>;
  /** Removes a dead or not yet started job. False when it is no longer there or runs right now. */
  discardJob(db: Db, id: string): Promise<boolean>;
}
