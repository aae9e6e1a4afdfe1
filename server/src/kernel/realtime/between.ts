import type { Logger } from 'pino';
import type { Server } from 'socket.io';
import type { Database } from '../db/database.ts';
import { databaseMark } from '../db/database-mark.ts';
import { betweenByPostgres } from './between-postgres.ts';
import { betweenByRedis } from './between-redis.ts';

/** What carries live messages from process to process. Best effort: the product goes on without it, and says so. */
export interface Between {
  readonly kind: 'postgres' | 'redis';
  readonly adapter: Parameters<Server['adapter']>[0];
  /** Why messages do not arrive right now; null while they do. */
  trouble(): string | null;
  /** Called each time messages arrive again after a while in which they may have been lost. */
  onReturn(listener: () => void): void;
  close(): Promise<void>;
}

/**
 * Redis when REDIS_URL is set, else PostgreSQL's own NOTIFY; null on the embedded database, which has one process.
 *
 * @example const between = await connectProcesses({ database, redisUrl: config.redisUrl, log });
 */
export async function connectProcesses(options: {
  readonly database: Pick<Database, 'engine' | 'pool' | 'connectListener'>;
  readonly redisUrl: string | null;
  readonly log: Logger;
}): Promise<Between | null> {
  const { database, redisUrl, log } = options;
  if (database.engine !== 'postgres') return null;
  if (redisUrl === null) return betweenByPostgres({ database, log });
  return betweenByRedis({ url: redisUrl, name: `portico:${await databaseMark(database.pool)}`, log });
}

/** Tells listeners of a return, and keeps why there is trouble. */
export interface Trouble {
  readonly reason: () => string | null;
  lost(reason: string): void;
  back(): void;
  onReturn(listener: () => void): void;
}

export function createTrouble(log: Logger, line: string, reason: string | null = null): Trouble {
  const listeners: (() => void)[] = [];
  let current = reason;
  return {
    reason: () => current,
    lost(why) {
      if (current === null)
        log.warn({ reason: why }, `${line} does not answer: live updates reach people on this process only, until it is back`);
      current = why;
    },
    back() {
      if (current === null) return;
      current = null;
      log.info(`${line} answers: live updates reach all processes`);
      for (const listener of listeners) listener();
    },
    onReturn: (listener) => void listeners.push(listener),
  };
}
