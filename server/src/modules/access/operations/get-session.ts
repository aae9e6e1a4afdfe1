import type { SessionView } from '@portico/contracts/access/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { findSessionEmail } from '../access.reads.ts';
import { viewOf } from '../session-view.ts';
import { listProofs } from '../sessions.store.ts';

export async function getSession(ctx: Ctx): Promise<SessionView> {
  const { sessionId, accountId } = ctx.actor;
  const emailKey = sessionId === null ? null : await findSessionEmail(ctx.tx, sessionId, ctx.now);
  if (sessionId === null || emailKey === null) {
    throw new Refusal(401, 'session.required', 'You are not signed in, or your session has ended. Sign in and try again.');
  }
  return viewOf(ctx, { emailKey, accountId, proofs: await listProofs(ctx.tx, sessionId) });
}
