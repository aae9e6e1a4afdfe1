import type { SessionView } from '@portico/contracts/access/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { findOpenSession } from '../access.reads.ts';
import { standInView, viewOf } from '../session-view.ts';
import { listProofs } from '../sessions.store.ts';

export async function getSession(ctx: Ctx): Promise<SessionView> {
  if (ctx.actor.kind === 'contact' && ctx.actor.impersonation) return standInView(ctx, ctx.actor);
  const { sessionId, accountId } = ctx.actor;
  const session = sessionId === null ? null : await findOpenSession(ctx.tx, sessionId, ctx.now);
  if (sessionId === null || session === null) {
    throw new Refusal(401, 'session.required', 'You are not signed in, or your session has ended. Sign in and try again.');
  }
  return viewOf(ctx, { ...session, accountId, proofs: await listProofs(ctx.tx, sessionId) });
}
