import type { Ctx } from '../../kernel/context.ts';
import { revokeSessions, revokeSessionsOfAccounts } from './sessions.store.ts';

/** Ends sessions: their next request is refused, their sockets are cut off on every process. Returns how many were open. */
export async function endSessions(ctx: Ctx, ids: readonly number[]): Promise<number> {
  return evicted(ctx, await revokeSessions(ctx.tx, ids, ctx.now));
}

/** As `endSessions`, for everything these accounts have open except one session. */
export async function endSessionsOf(ctx: Ctx, accountIds: readonly number[], except: number | null = null): Promise<number> {
  return evicted(ctx, await revokeSessionsOfAccounts(ctx.tx, accountIds, except, ctx.now));
}

function evicted(ctx: Ctx, ended: readonly { readonly id: number }[]): number {
  for (const { id } of ended) ctx.services.realtime.evict({ sessionId: id });
  return ended.length;
}
