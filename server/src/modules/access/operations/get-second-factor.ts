import type { SecondFactor } from '@portico/contracts/second-factor/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { findAccountFacts } from '../access.reads.ts';
import { policyFor } from '../proofs.rules.ts';
import { countRecoveryCodes, findTotp } from '../second-factor.store.ts';

export async function getSecondFactor(ctx: Ctx): Promise<SecondFactor> {
  const { accountId } = ctx.actor;
  const account = accountId === null ? null : await findAccountFacts(ctx.tx, accountId);
  if (!account) throw notFound('account');
  return {
    since: (await findTotp(ctx.tx, account.id))?.confirmedAt ?? null,
    recoveryCodesLeft: await countRecoveryCodes(ctx.tx, account.id),
    isForced: policyFor({ ...account, hasTotp: false, hasPasskey: false }).secondFactor === 'set-up',
  };
}
