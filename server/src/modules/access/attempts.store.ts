import type { ATTEMPT_METHODS } from '@portico/contracts/access/shapes.ts';
import { sql } from 'drizzle-orm';
import type { Ctx, Db } from '../../kernel/context.ts';
import { signInAttempts } from './access.schema.ts';

export interface Attempt {
  readonly emailKey: string;
  readonly method: (typeof ATTEMPT_METHODS)[number];
  readonly accountId?: number | null;
  /** The code of the refusal; absent when the attempt succeeded. */
  readonly reason?: string;
  /** Who of the staff stood in for this person, and the reason he gave. */
  readonly by?: { readonly accountId: number; readonly note: string | null };
}

/**
 * One row for each attempt to get in. A refused one is written outside the operation's transaction (in `prepare`), because the
 * refusal rolls that back.
 */
export async function recordAttempt(db: Db, ctx: Pick<Ctx, 'now' | 'ip' | 'userAgent'>, attempt: Attempt): Promise<void> {
  await db.insert(signInAttempts).values({
    at: ctx.now,
    emailKey: attempt.emailKey,
    accountId: attempt.accountId ?? null,
    method: attempt.method,
    result: attempt.reason === undefined ? 'ok' : 'refused',
    reason: attempt.reason ?? null,
    ip: ctx.ip,
    userAgent: ctx.userAgent,
    byAccountId: attempt.by?.accountId ?? null,
    note: attempt.by?.note ?? null,
  });
}

/** One batch, oldest first, so that no single statement holds a night's rows; returns how many went. */
export async function deleteAttemptsBefore(db: Db, before: string, most: number): Promise<number> {
  const { rows } = await db.execute(sql`delete from sign_in_attempts
    where id in (select id from sign_in_attempts where at < ${before} order by at, id limit ${most}) returning 1`);
  return rows.length;
}
