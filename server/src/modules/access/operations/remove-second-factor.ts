import type { SecondFactor } from '@portico/contracts/second-factor/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { accountIssuer } from '../proofs.rules.ts';
import { tellSecondFactor } from '../second-factor.changes.ts';
import { type SecondProof, useSecondCode } from '../second-factor.check.ts';
import { deleteSecondFactor } from '../second-factor.store.ts';
import { forgetProofs } from '../sessions.store.ts';
import { getSecondFactor } from './get-second-factor.ts';

export async function removeSecondFactor(ctx: Ctx, { prepared }: { readonly prepared: SecondProof }): Promise<SecondFactor> {
  const { accountId } = ctx.actor;
  if (accountId === null) throw notFound('account');
  await useSecondCode(ctx, accountId, prepared);
  await deleteSecondFactor(ctx.tx, accountId);
  await forgetProofs(ctx.tx, accountIssuer(accountId), ['totp', 'recovery-code'], null);
  await tellSecondFactor(ctx, accountId, false);
  return getSecondFactor(ctx);
}
