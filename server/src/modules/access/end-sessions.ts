import type { Ctx } from '../../kernel/context.ts';
import type { SessionEnd } from '../../kernel/http/authenticate.ts';
import { accountIssuer } from './proofs.rules.ts';
import { listSessionsThatMayEnter, revokeSessions, revokeSessionsOfAccounts } from './sessions.store.ts';

/** Ends sessions: their next request is refused, their sockets are cut off on every process. Returns how many were open. */
export async function endSessions(ctx: Ctx, ids: readonly number[], why: SessionEnd = 'ended'): Promise<number> {
  return evicted(ctx, await revokeSessions(ctx.tx, ids, ctx.now, why));
}

/** As `endSessions`, for everything these accounts have open except one session. */
export async function endSessionsOf(
  ctx: Ctx,
  accountIds: readonly number[],
  except: number | null = null,
  why: SessionEnd = 'ended',
): Promise<number> {
  return evicted(ctx, await revokeSessionsOfAccounts(ctx.tx, accountIds, except, ctx.now, why));
}

/**
 * As `endSessionsOf`, with every session that could come back without a new proof: those of its address, whatever account they are in
 * now, and those that know its password.
 */
export async function endSessionsThatMayEnter(
  ctx: Ctx,
  account: { readonly id: number; readonly emailKey: string | null },
  why: SessionEnd = 'ended',
): Promise<void> {
  // One's own stays: nobody throws himself out.
  await endSessionsOf(ctx, [account.id], ctx.actor.sessionId, why);
  const others = await listSessionsThatMayEnter(ctx.tx, account.emailKey, accountIssuer(account.id));
  await endSessions(
    ctx,
    others.filter((id) => id !== ctx.actor.sessionId),
    why,
  );
}

function evicted(ctx: Ctx, ended: readonly { readonly id: number }[]): number {
  for (const { id } of ended) ctx.services.realtime.evict({ sessionId: id });
  return ended.length;
}
