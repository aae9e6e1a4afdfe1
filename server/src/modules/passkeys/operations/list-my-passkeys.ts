import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { list as contract } from '@portico/contracts/passkeys/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { findAccountFacts, listPasskeys, policyFor } from '../../access/index.ts';
import { partyOf } from '../passkeys.rules.ts';

export async function listMyPasskeys(ctx: Ctx): Promise<ReplyOf<typeof contract>> {
  const { accountId } = ctx.actor;
  const account = accountId === null ? null : await findAccountFacts(ctx.tx, accountId);
  if (!account) throw notFound('account');
  return {
    items: await listPasskeys(ctx.tx, account.id),
    isOffered: policyFor(account).methods.includes('passkey'),
    isSuitable: partyOf(ctx.services.config.publicUrl) !== null,
  };
}
