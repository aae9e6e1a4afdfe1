import type { Ctx } from '../../../kernel/context.ts';
import { endSessionsOf } from '../end-sessions.ts';

export async function revokeOtherSessions(ctx: Ctx): Promise<Record<string, never>> {
  if (ctx.actor.accountId !== null) await endSessionsOf(ctx, [ctx.actor.accountId], ctx.actor.sessionId);
  return {};
}
