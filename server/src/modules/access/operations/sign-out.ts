import type { Ctx } from '../../../kernel/context.ts';
import { endSessions } from '../end-sessions.ts';

/** Signing out twice is no error: the person wanted to be out. */
export async function signOut(ctx: Ctx): Promise<Record<string, never>> {
  if (ctx.actor.sessionId !== null) await endSessions(ctx, [ctx.actor.sessionId]);
  ctx.http?.clearSession();
  return {};
}
