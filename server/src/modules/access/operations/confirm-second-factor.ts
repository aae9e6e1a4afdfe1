import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { confirmSecondFactor as contract } from '@portico/contracts/second-factor/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { limit } from '../../../kernel/http/limits.ts';
import { openSession } from '../open-session.ts';
import { accountIssuer } from '../proofs.rules.ts';
import { renewCodes, tellSecondFactor } from '../second-factor.changes.ts';
import { accountToGiveCodes } from '../second-factor.check.ts';
import { secondFactorExists, secondFactorNotStarted, secondFactorWrong, stepOf } from '../second-factor.rules.ts';
import { openSecret } from '../second-factor.secret.ts';
import { confirmTotp, findTotp } from '../second-factor.store.ts';

type Input = { readonly body: BodyOf<typeof contract> };
interface Prepared {
  readonly emailKey: string;
  readonly step: number;
  readonly sealedSecret: string;
}

export async function prepareConfirm(ctx: Ctx, { body }: Input): Promise<Prepared> {
  const { accountId } = body;
  const { account, emailKey } = await accountToGiveCodes(ctx, accountId, body.password);
  const pending = await findTotp(ctx.tx, accountId);
  if (account.hasTotp) throw secondFactorExists();
  const secret = pending && openSecret(ctx.services.crypto, accountId, pending.sealedSecret);
  if (!pending || !secret) throw secondFactorNotStarted();
  await limit(ctx, 'sign-in.second-factor', String(accountId));
  const step = stepOf(secret, body.code, ctx.now);
  if (step === null) throw secondFactorWrong();
  return { emailKey, step, sealedSecret: pending.sealedSecret };
}

/** The app works, so it counts: sessions of the account elsewhere need its code from now on. */
export async function confirmSecondFactor(
  ctx: Ctx,
  { body, prepared }: Input & { readonly prepared: Prepared },
): Promise<ReplyOf<typeof contract>> {
  const { accountId } = body;
  const { emailKey, step, sealedSecret } = prepared;
  if (!(await confirmTotp(ctx.tx, accountId, sealedSecret, step, ctx.now))) throw secondFactorNotStarted();
  ctx.afterCommit(() => ctx.http?.forgive('sign-in.second-factor', String(accountId)));
  const recoveryCodes = await renewCodes(ctx, accountId);
  await tellSecondFactor(ctx, accountId, true);
  const proof = { issuer: accountIssuer(accountId), method: 'totp', subject: emailKey, at: ctx.now } as const;
  return { session: await openSession(ctx, emailKey, [proof]), recoveryCodes };
}
