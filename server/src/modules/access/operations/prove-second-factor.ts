import type { SessionView } from '@portico/contracts/access/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { proveSecondFactor as contract } from '@portico/contracts/second-factor/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { recordAttempt } from '../attempts.store.ts';
import { openSession } from '../open-session.ts';
import { accountIssuer } from '../proofs.rules.ts';
import { notingRefusals } from '../refused-attempt.ts';
import { accountToProve, checkSecondCode, type SecondProof, useSecondCode } from '../second-factor.check.ts';

type Input = { readonly body: BodyOf<typeof contract> };
interface Prepared {
  readonly emailKey: string;
  readonly proof: SecondProof;
}

export async function prepareSecondProof(ctx: Ctx, { body }: Input): Promise<Prepared> {
  const { emailKey, account } = await accountToProve(ctx, body.accountId);
  const attempt = () => ({ emailKey, method: 'totp', accountId: account.id }) as const;
  return notingRefusals(ctx, attempt, async () => ({ emailKey, proof: await checkSecondCode(ctx, account.id, body.code) }));
}

/** Adds the second proof to the session, under a new token. */
export async function proveSecondFactor(ctx: Ctx, { body, prepared }: Input & { readonly prepared: Prepared }): Promise<SessionView> {
  const { emailKey, proof } = prepared;
  const { accountId } = body;
  await useSecondCode(ctx, accountId, proof);
  await recordAttempt(ctx.tx, ctx, { emailKey, method: proof.method, accountId });
  return openSession(ctx, emailKey, [{ issuer: accountIssuer(accountId), method: proof.method, subject: emailKey, at: ctx.now }]);
}
