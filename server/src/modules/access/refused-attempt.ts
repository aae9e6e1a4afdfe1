import type { Ctx } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { type Attempt, recordAttempt } from './attempts.store.ts';

/**
 * Runs the checks of a sign-in and writes down why they refused. Only in `prepare`, where `ctx.tx` is the pool: inside the
 * transaction the note would be rolled back with everything else.
 *
 * @param attempt is asked when the refusal is known, because the checks find out whom it concerns. A reason in it is for the log alone.
 */
export async function notingRefusals<T>(ctx: Ctx, attempt: () => Attempt, checks: () => Promise<T>): Promise<T> {
  try {
    return await checks();
  } catch (error) {
    if (error instanceof Refusal) await recordAttempt(ctx.tx, ctx, { reason: error.code, ...attempt() });
    throw error;
  }
}
