import { createHash } from 'node:crypto';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Ctx } from '../context.ts';
import { insideTransaction } from '../db/transaction.ts';
import { Refusal } from '../errors.ts';

/** A named bucket: so many points in so many seconds per key. */
export interface LimitDeclaration {
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
  /**
   * `process` counts in memory: free, and with several processes each counts for itself. `shared` counts in the database, for
   * what must not be multiplied by the number of processes (guessing codes and passwords).
   */
  readonly store: 'process' | 'shared';
  /** The sentence of the refusal. */
  readonly detail?: string;
}

/** Enough for the busiest screen and a diligent script, too little to hurt: 20 requests a second, sustained. */
export const apiLimit: LimitDeclaration = { name: 'api', points: 1200, seconds: 60, store: 'process' };

export interface Spent {
  readonly declaration: LimitDeclaration;
  readonly remaining: number;
  /** Seconds until the bucket is full again. */
  readonly resetSeconds: number;
}

export interface Limits {
  /** Spends a point or throws 429 `limit.exceeded` with Retry-After. */
  spend(bucket: string, key: string): Promise<Spent>;
  /** Forgets a key. */
  forgive(bucket: string, key: string): Promise<void>;
}

/** The part of `pg.Pool` the shared store needs; null on the embedded database, which has one process and so counts in memory. */
export interface SharedStore {
  query(statement: { readonly name: string; readonly text: string; readonly values: unknown[] }): Promise<{ rows: unknown[] }>;
}

export function createLimits(declarations: readonly LimitDeclaration[], shared: SharedStore | null): Limits {
  const buckets = new Map([apiLimit, ...declarations].map((one) => [one.name, { declaration: one, limiter: limiterOf(one, shared) }]));
  const find = (name: string) => {
    const bucket = buckets.get(name);
    if (!bucket) throw new Error(`No rate-limit bucket is named "${name}"; declare it in a module's "limits".`);
    return bucket;
  };
  return {
    async spend(name, key) {
      const { declaration, limiter } = find(name);
      if (declaration.store === 'shared' && insideTransaction()) {
        throw new Error(`Spend from "${name}" in prepare, before the transaction: a refusal would roll the count back.`);
      }
      try {
        return spent(declaration, await limiter.consume(storable(key), 1));
      } catch (reason) {
        // The library rejects with its result when the bucket is empty and with an Error when its store fails.
        if (!(reason instanceof RateLimiterRes)) throw reason;
        throw exceeded(declaration, reason);
      }
    },
    async forgive(name, key) {
      await find(name).limiter.delete(storable(key));
    },
  };
}

function limiterOf(one: LimitDeclaration, shared: SharedStore | null): RateLimiterMemory | RateLimiterPostgres {
  const options = { keyPrefix: one.name, points: one.points, duration: one.seconds };
  if (one.store === 'process' || !shared) return new RateLimiterMemory(options);
  // Expired rows are removed by the clean-up job, not by a timer in every process.
  return new RateLimiterPostgres({
    ...options,
    storeClient: shared,
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
  });
}

/** Addresses and tokens are keys too: the store gets a digest, short enough for its column and readable by nobody. */
const storable = (key: string): string => createHash('sha256').update(key).digest('base64url');

const spent = (declaration: LimitDeclaration, result: RateLimiterRes): Spent => ({
  declaration,
  remaining: Math.max(0, result.remainingPoints),
  resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
});

function exceeded(declaration: LimitDeclaration, result: RateLimiterRes): Refusal {
  const { resetSeconds } = spent(declaration, result);
  const wait = resetSeconds < 90 ? `${resetSeconds} seconds` : `${Math.ceil(resetSeconds / 60)} minutes`;
  return new Refusal(
    429,
    'limit.exceeded',
    `${declaration.detail ?? 'That was too many requests in a short time.'} Try again in ${wait}.`,
    {
      retryAfter: resetSeconds,
    },
  );
}

/** `RateLimit-Policy` and `RateLimit` of the IETF draft, `"api";q=1200;w=60` and `"api";r=1199;t=60`. */
export const limitHeaders = ({ declaration, remaining, resetSeconds }: Spent): Record<string, string> => ({
  'RateLimit-Policy': `"${declaration.name}";q=${declaration.points};w=${declaration.seconds}`,
  RateLimit: `"${declaration.name}";r=${remaining};t=${resetSeconds}`,
});

/**
 * Spends one point of a named bucket from an operation; without an HTTP request there is nobody to slow down.
 * Call it in `prepare`, before the transaction: the count must stay when the operation refuses, and the shared store uses a
 * connection of its own.
 *
 * @example await limit(ctx, 'sign-in.address', email);
 */
export const limit = async (ctx: Pick<Ctx, 'http'>, bucket: string, key: string): Promise<void> => ctx.http?.limit(bucket, key);
