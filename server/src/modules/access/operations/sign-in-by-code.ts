import type { signInByCode as contract } from '@portico/contracts/access/routes.ts';
import type { SessionView } from '@portico/contracts/access/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken } from '../../../kernel/crypto/crypto.ts';
import { limitKeyOf } from '../../../kernel/http/limit-key.ts';
import { limit } from '../../../kernel/http/limits.ts';
import { recordAttempt } from '../attempts.store.ts';
import { type Challenge, consumeChallenge, findChallenge, takeTry } from '../challenges.store.ts';
import { codeExpired, codeOfOtherBrowser, codeSpent, codeUsed, codeWrong, isRightCode } from '../codes.rules.ts';
import { openSession } from '../open-session.ts';
import { EMAIL_ISSUER } from '../proofs.rules.ts';
import { notingRefusals } from '../refused-attempt.ts';

type Input = { readonly body: BodyOf<typeof contract> };

/** The tries are counted before the transaction, so that a refusal does not give them back. */
export async function prepareCode(ctx: Ctx, input: Input): Promise<Challenge> {
  let emailKey = '';
  return notingRefusals(
    ctx,
    () => ({ emailKey, method: 'email-code' }),
    async () => {
      const challenge = await findChallenge(ctx.tx, input.body.challengeId);
      emailKey = challenge?.emailKey ?? '';
      await limit(ctx, 'sign-in.tries-ip', limitKeyOf(ctx.ip));
      if (!challenge) throw codeExpired();
      if (challenge.browserHash !== hashToken(ctx.http?.browserToken ?? '')) throw codeOfOtherBrowser();
      if (challenge.consumedAt !== null) throw codeUsed();
      if (challenge.expiresAt <= ctx.now) throw codeExpired();
      const tries = await takeTry(ctx.tx, challenge.id);
      if (tries === null) throw codeSpent();
      if (!isRightCode(ctx.services.crypto, challenge, input.body.code)) throw codeWrong(challenge.maxAttempts - tries);
      return challenge;
    },
  );
}

export async function signInByCode(ctx: Ctx, input: Input & { readonly prepared: Challenge }): Promise<SessionView> {
  const { id, emailKey } = input.prepared;
  if (!(await consumeChallenge(ctx.tx, id, ctx.now))) throw codeUsed();
  await recordAttempt(ctx.tx, ctx, { emailKey, method: 'email-code' });
  return openSession(ctx, emailKey, [{ issuer: EMAIL_ISSUER, method: 'email-code', subject: emailKey, at: ctx.now }]);
}
