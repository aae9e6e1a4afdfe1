import type { Ctx } from '../../../kernel/context.ts';
import { findSessionAccount } from '../access.reads.ts';
import { endSessionsThatMayEnter } from '../end-sessions.ts';

export async function revokeOtherSessions(ctx: Ctx): Promise<Record<string, never>> {
  const account = ctx.actor.accountId === null ? null : await findSessionAccount(ctx.tx, ctx.actor.accountId);
  if (account) await endSessionsThatMayEnter(ctx, account);
  return {};
}
