import type { Ctx } from '../../../kernel/context.ts';
import { forbidden, notFound } from '../../../kernel/errors.ts';
import { mayManageSessions } from '../access.policy.ts';
import { findAccountFacts } from '../access.reads.ts';
import { endSessionsThatMayEnter } from '../end-sessions.ts';
import { accountIssuer } from '../proofs.rules.ts';
import { tellSecondFactor } from '../second-factor.changes.ts';
import { deleteSecondFactor } from '../second-factor.store.ts';
import { forgetProofs } from '../sessions.store.ts';

/** For a lost device: the way back in is the first proof alone, and then a new second factor where the rules ask for one. */
export async function resetSecondFactor(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<Record<string, never>> {
  const account = await findAccountFacts(ctx.tx, input.params.id);
  if (!account || !mayManageSessions(ctx.actor, account)) throw notFound('account');
  // Else an unattended browser would be enough to get rid of one's own.
  if (account.id === ctx.actor.accountId)
    throw forbidden('secondFactor.own', 'Remove your own second factor in your profile, with a code of it.');
  const had = await deleteSecondFactor(ctx.tx, account.id);
  await forgetProofs(ctx.tx, accountIssuer(account.id), ['totp', 'recovery-code'], null);
  await endSessionsThatMayEnter(ctx, account);
  if (!had) return {};
  await tellSecondFactor(ctx, account.id, false);
  await ctx.emit({ name: 'account.secondFactorReset', entity: { kind: 'account', id: account.id }, payload: {} });
  return {};
}
