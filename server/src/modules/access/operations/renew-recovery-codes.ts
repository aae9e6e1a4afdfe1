import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { renewRecoveryCodes as contract } from '@portico/contracts/second-factor/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { renewCodes } from '../second-factor.changes.ts';
import { checkSecondCode, type SecondProof, useSecondCode } from '../second-factor.check.ts';
import { tellOfMeans } from '../tell-of-means.ts';

type Input = { readonly body: BodyOf<typeof contract> };

/** An open browser is not proof enough to take or change the second factor. */
export async function prepareOwnCode(ctx: Ctx, { body }: Input): Promise<SecondProof> {
  if (ctx.actor.accountId === null) throw notFound('account');
  return checkSecondCode(ctx, ctx.actor.accountId, body.code);
}

export async function renewRecoveryCodes(
  ctx: Ctx,
  { prepared }: Input & { readonly prepared: SecondProof },
): Promise<ReplyOf<typeof contract>> {
  if (ctx.actor.accountId === null) throw notFound('account');
  await useSecondCode(ctx, ctx.actor.accountId, prepared);
  await tellOfMeans(ctx, ctx.actor.accountId, 'recovery-codes-renewed');
  return { recoveryCodes: await renewCodes(ctx, ctx.actor.accountId) };
}
