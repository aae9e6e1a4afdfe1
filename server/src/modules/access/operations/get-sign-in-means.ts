import type { SignInMeans } from '@portico/contracts/second-factor/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { mayManageSessions } from '../access.policy.ts';
import { findAccountFacts } from '../access.reads.ts';
import { listPasskeys } from '../means.reads.ts';
import { findPasswordHash } from '../passwords.store.ts';
import { countRecoveryCodes, findTotp } from '../second-factor.store.ts';

export async function getSignInMeans(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<SignInMeans> {
  const account = await findAccountFacts(ctx.tx, input.params.id);
  if (!account || !mayManageSessions(ctx.actor, account)) throw notFound('account');
  return {
    hasPassword: (await findPasswordHash(ctx.tx, account.id)) !== null,
    secondFactorSince: (await findTotp(ctx.tx, account.id))?.confirmedAt ?? null,
    recoveryCodesLeft: await countRecoveryCodes(ctx.tx, account.id),
    passkeys: await listPasskeys(ctx.tx, account.id),
  };
}
