import { createHash } from 'node:crypto';
import { nowMs } from '../clock.ts';
import type { Db } from '../context.ts';
import { Refusal } from '../errors.ts';
import type { JobDeclaration } from '../module.ts';
import {
  deleteAnswersBefore,
  deleteFullBuckets,
  findAnswer,
  type IdempotencyScope,
  type RecordedAnswer,
  tryLockKey,
} from './idempotency.store.ts';

const HOURS_KEPT = 24;
const oldestKept = (): string => new Date(nowMs() - HOURS_KEPT * 3_600_000).toISOString();

/** Requests with an Idempotency-Key this process is working on: on one database connection a twin would queue instead of failing. */
const running = new Set<string>();

/** One request with an Idempotency-Key. */
export interface IdempotentRequest {
  readonly scope: IdempotencyScope;
  readonly requestHash: string;
}

/** Reads `Idempotency-Key`; anything a person could have typed by mistake is refused rather than stored. */
export function idempotencyKeyOf(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(header)) {
    throw new Refusal(400, 'idempotency.key', 'Idempotency-Key must be 1 to 200 visible ASCII characters, such as a UUID.');
  }
  return header;
}

/** Same request ⇔ same hash: path, query and body, whatever order the fields came in. */
export const hashOfRequest = (parts: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(parts)))
    .digest('base64url');

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

/** The recorded answer when this very request was carried out before; throws when the key was used for something else. */
export async function replayOf(db: Db, request: IdempotentRequest): Promise<RecordedAnswer | null> {
  const answer = await findAnswer(db, request.scope, oldestKept());
  if (answer && answer.requestHash !== request.requestHash) {
    throw new Refusal(
      409,
      'idempotency.mismatch',
      'This Idempotency-Key was already used for a different request. Use a new key for a new request.',
    );
  }
  return answer;
}

const inProgress = (): Refusal =>
  new Refusal(409, 'idempotency.inProgress', 'A request with this Idempotency-Key is still being carried out. Ask again in a moment.', {
    retryAfter: 1,
  });

/** Runs `work` unless this process already works on the same key. */
export async function exclusively<T>(request: IdempotentRequest | null, work: () => Promise<T>): Promise<T> {
  if (!request) return work();
  const name = JSON.stringify(request.scope);
  if (running.has(name)) throw inProgress();
  running.add(name);
  try {
    return await work();
  } finally {
    running.delete(name);
  }
}

/** Takes the key for the open transaction and looks again: another process may have finished since the first look. */
export async function claim(tx: Db, request: IdempotentRequest): Promise<RecordedAnswer | null> {
  if (!(await tryLockKey(tx, request.scope))) throw inProgress();
  return replayOf(tx, request);
}

/** Forgets keys after a day, and rate-limit buckets that are full again. */
export const httpCleanup: JobDeclaration = {
  name: 'http.cleanup',
  cron: '17 * * * *',
  run: async (ctx) => {
    await deleteAnswersBefore(ctx.tx, oldestKept());
    await deleteFullBuckets(ctx.tx, nowMs());
  },
};
