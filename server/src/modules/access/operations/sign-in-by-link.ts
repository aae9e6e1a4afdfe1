import type { signInByLink as contract } from '@portico/contracts/access/routes.ts';
import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken } from '../../../kernel/crypto/crypto.ts';
import { limitKeyOf } from '../../../kernel/http/limit-key.ts';
import { limit } from '../../../kernel/http/limits.ts';
import { recordAttempt } from '../attempts.store.ts';
import { type Challenge, consumeChallenge, findChallengeByLink } from '../challenges.store.ts';
import { linkExpired, linkInvalid, linkUsed } from '../codes.rules.ts';
import { emailLevel } from '../email-level.ts';
import { openSession } from '../open-session.ts';
import { EMAIL_ISSUER } from '../proofs.rules.ts';
import { notingRefusals } from '../refused-attempt.ts';

type Input = { readonly body: BodyOf<typeof contract> };

export async function prepareLink(ctx: Ctx, input: Input): Promise<Challenge> {
  let emailKey = '';
  return notingRefusals(
    ctx,
    () => ({ emailKey, method: 'email-link' }),
    async () => {
      await limit(ctx, 'sign-in.tries-ip', limitKeyOf(ctx.ip));
      const challenge = await findChallengeByLink(ctx.tx, hashToken(input.body.token.trim()));
      if (!challenge) throw linkInvalid();
      emailKey = challenge.emailKey;
      if (challenge.consumedAt !== null) throw linkUsed();
      if (challenge.expiresAt <= ctx.now) throw linkExpired();
      if (challenge.kind === 'mail' && !(await emailLevel(ctx.tx)).hasLink) throw linkExpired();
      return challenge;
    },
  );
}

/** Works in any browser: mail is often read on another device than the one that asked. */
export async function signInByLink(ctx: Ctx, input: Input & { readonly prepared: Challenge }): Promise<ReplyOf<typeof contract>> {
  const { id, emailKey, returnPath, kind } = input.prepared;
  const method = kind === 'operator' ? 'operator-link' : 'email-link';
  if (!(await consumeChallenge(ctx.tx, id, ctx.now))) throw linkUsed();
  await recordAttempt(ctx.tx, ctx, { emailKey, method: 'email-link' });
  const session = await openSession(ctx, emailKey, [{ issuer: EMAIL_ISSUER, method, subject: emailKey, at: ctx.now }]);
  return { session, returnPath };
}
