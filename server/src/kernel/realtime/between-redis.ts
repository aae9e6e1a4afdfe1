import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { type Between, createTrouble } from './between.ts';

/** Nobody waits longer than this for a hint to leave; it is worth nothing then. */
const SEND_WITHIN_MS = 1_000;
const BLOCK_MS = 2_000;
/** A little more than a minute of a very busy workspace: what a process that lost its connection may catch up with. */
const LONGEST_STREAM = 10_000;

/**
 * Live messages as a Redis stream. Nothing waits for Redis: while it is away messages to other processes are dropped, the start
 * included, and everybody is asked to connect anew once it is back.
 *
 * @param options.name prefix of everything this workspace keeps in Redis; pub/sub ignores the number of a Redis database.
 */
export function betweenByRedis(options: { readonly url: string; readonly name: string; readonly log: Logger }): Between {
  const { url, name, log } = options;
  const trouble = createTrouble(log, 'Redis', 'It has not answered yet.');
  let said = false;
  const redis = new Redis(url, {
    // The readers wait for Redis for as long as it takes; a limit would end in errors that nobody hears.
    maxRetriesPerRequest: null,
    connectTimeout: 5_000,
    keepAlive: 10_000,
    retryStrategy: (attempt) => Math.min(200 * attempt, 2_000),
  });
  redis.on('error', (error: NodeJS.ErrnoException) => {
    const reason = error.message || (error.code ?? 'It does not answer.');
    if (!said) log.warn({ reason }, 'Redis does not answer: live updates reach people on this process only, until it is back');
    said = true;
    trouble.lost(reason);
  });
  // The error before it says more.
  redis.on('close', () => trouble.reason() ?? trouble.lost('The connection to Redis is closed.'));
  redis.on('ready', () => {
    said = true;
    trouble.back();
  });
  dropWhileAway(redis);
  keepSubscribed(redis);
  const adapter = createAdapter(redis, { streamName: name, channelPrefix: name, maxLen: LONGEST_STREAM, blockTimeInMs: BLOCK_MS });
  return {
    kind: 'redis',
    adapter,
    trouble: trouble.reason,
    onReturn: trouble.onReturn,
    close: async () => redis.disconnect(),
  };
}

/**
 * The library does not listen to how its commands end, and queues them while Redis is away: an error would end the process, and the
 * queue would fill its memory.
 */
function dropWhileAway(redis: Redis): void {
  type Send = (...args: unknown[]) => Promise<unknown>;
  const guarded =
    (send: Send): Send =>
    (...args) => {
      if (redis.status !== 'ready') return Promise.resolve(null);
      const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), SEND_WITHIN_MS).unref());
      return Promise.race([send.apply(redis, args).catch(() => null), late]);
    };
  Object.assign(redis, {
    xadd: guarded(redis.xadd as unknown as Send),
    publish: guarded(redis.publish as unknown as Send),
  });
}

/**
 * The library subscribes once and does not hear when that is refused (a wrong password, a Redis that is still loading): its copies of
 * the connection subscribe each time they are ready.
 */
function keepSubscribed(redis: Redis): void {
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (override) => {
    const copy = duplicate(override);
    const subscribe = copy.subscribe.bind(copy) as (channels: unknown) => Promise<unknown>;
    const again = (channels: unknown): Promise<unknown> => {
      const now = (): Promise<unknown> => subscribe(channels).catch(() => null);
      copy.on('ready', now);
      return copy.status === 'ready' ? now() : Promise.resolve(null);
    };
    return Object.assign(copy, { subscribe: again });
  };
}

/** For `doctor`: asks once and leaves nothing behind. */
export async function probeRedis(url: string): Promise<{ readonly ok: boolean; readonly detail: string }> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 5_000, maxRetriesPerRequest: 0, retryStrategy: () => null });
  let reason = '';
  redis.on('error', (error: NodeJS.ErrnoException) => {
    reason = error.message || (error.code ?? '');
  });
  try {
    await redis.connect();
    await redis.ping();
    return { ok: true, detail: 'Redis answers and takes our sign-in.' };
  } catch (error) {
    return { ok: false, detail: `Redis does not take us: ${reason || (error instanceof Error ? error.message : String(error))}.` };
  } finally {
    redis.disconnect();
  }
}
