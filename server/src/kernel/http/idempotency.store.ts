import { sql } from 'drizzle-orm';
import type { Db } from '../context.ts';

export interface IdempotencyScope {
  /** Who asked: `account:12`, `key:3/account:12`. Another credential's key is another key. */
  readonly credential: string;
  readonly route: string;
  readonly key: string;
}
export interface RecordedAnswer {
  readonly requestHash: string;
  readonly status: number;
  /** The reply's JSON value; null for 204. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

interface Row extends Record<string, unknown> {
  request_hash: string;
  status: number;
  reply: unknown;
  headers: Record<string, string> | null;
}

/** The answer recorded for this key since `oldest`, or null. */
export async function findAnswer(db: Db, scope: IdempotencyScope, oldest: string): Promise<RecordedAnswer | null> {
  const { rows } = await db.execute<Row>(sql`
    SELECT request_hash, status, reply, headers FROM idempotency_keys
    WHERE credential = ${scope.credential} AND route = ${scope.route} AND key = ${scope.key} AND created_at > ${oldest}`);
  const row = rows[0];
  return row ? { requestHash: row.request_hash, status: row.status, body: row.reply, headers: row.headers ?? {} } : null;
}

/** False when another transaction holds the key right now. Released by commit and rollback, so a crash leaves nothing behind. */
export async function tryLockKey(tx: Db, scope: IdempotencyScope): Promise<boolean> {
  const name = JSON.stringify([scope.credential, scope.route, scope.key]);
  const { rows } = await tx.execute<{ locked: boolean }>(sql`SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 20)) AS locked`);
  return rows[0]?.locked === true;
}

/** Written in the transaction of the write it remembers: either both happened or neither did. */
export async function recordAnswer(tx: Db, scope: IdempotencyScope, answer: RecordedAnswer, now: string): Promise<void> {
  await tx.execute(sql`
    INSERT INTO idempotency_keys (credential, route, key, request_hash, status, reply, headers, created_at)
    VALUES (${scope.credential}, ${scope.route}, ${scope.key}, ${answer.requestHash}, ${answer.status}, ${JSON.stringify(answer.body)}::jsonb,
      ${JSON.stringify(answer.headers)}::jsonb, ${now})
    ON CONFLICT (credential, route, key) DO UPDATE SET request_hash = excluded.request_hash, status = excluded.status,
      reply = excluded.reply, headers = excluded.headers, created_at = excluded.created_at`);
}

export async function deleteAnswersBefore(db: Db, oldest: string): Promise<void> {
  await db.execute(sql`DELETE FROM idempotency_keys WHERE created_at <= ${oldest}`);
}

/** Buckets of kernel/http/limits.ts that are full again. */
export async function deleteFullBuckets(db: Db, nowMs: number): Promise<void> {
  await db.execute(sql`DELETE FROM rate_limits WHERE expire < ${nowMs}`);
}
