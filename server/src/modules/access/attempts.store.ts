import { lt } from 'drizzle-orm';
import type { Ctx, Db } from '../../kernel/context.ts';
import { signInAttempts } from './access.schema.ts';

export interface Attempt {
  readonly emailKey: string;
  readonly method: 'email-code' | 'email-link' | 'password' | 'setup';
  readonly accountId?: number | null;
  /** The code of the refusal; absent when the attempt succeeded. */
  readonly reason?: string;
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
  });
}

export async function deleteAttemptsBefore(db: Db, before: string): Promise<void> {
  await db.delete(signInAttempts).where(lt(signInAttempts.at, before));
}
