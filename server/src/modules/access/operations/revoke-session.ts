import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { endSessions } from '../end-sessions.ts';
import { lockSession } from '../sessions.store.ts';

export async function revokeSession(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<Record<string, never>> {
  const session = await lockSession(ctx.tx, input.params.id, ctx.now);
  if (!session || session.accountId === null || session.accountId !== ctx.actor.accountId) throw notFound('session');
  await endSessions(ctx, [session.id]);
  if (session.id === ctx.actor.sessionId) ctx.http?.clearSession();
  return {};
}
