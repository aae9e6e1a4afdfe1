import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { startSignIn as contract } from '@portico/contracts/passkeys/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken, randomToken } from '../../../kernel/crypto/crypto.ts';
import { limitKeyOf } from '../../../kernel/http/limit-key.ts';
import { limit } from '../../../kernel/http/limits.ts';
import { accountToProve, isMethodOffered, later } from '../../access/index.ts';
import { loadLibrary } from '../ceremonies.ts';
import { insertPasskeyChallenge } from '../passkey-challenges.store.ts';
import { CHALLENGE_MINUTES, methodOff, type Party, partyOf, unsuitableAddress } from '../passkeys.rules.ts';
import { listCredentials } from '../passkeys.store.ts';

type Input = { readonly body: BodyOf<typeof contract> };
interface Prepared {
  readonly party: Party;
  readonly accountId: number | null;
}

/** Which passkeys somebody has is known to nobody but who has shown the first proof of the account. */
export async function preparePasskeySignIn(ctx: Ctx, { body }: Input): Promise<Prepared> {
  const party = partyOf(ctx.services.config.publicUrl);
  if (!party) throw unsuitableAddress();
  await limit(ctx, 'sign-in.passkeys-here', limitKeyOf(ctx.ip));
  if (body.accountId === undefined) {
    if (!(await isMethodOffered(ctx.tx, 'passkey'))) throw methodOff();
    return { party, accountId: null };
  }
  await accountToProve(ctx, body.accountId);
  return { party, accountId: body.accountId };
}

/** Names no passkeys at the front door: the browser shows the person those it knows of, and tells us nothing of the others. */
export async function startPasskeySignIn(ctx: Ctx, input: Input & { readonly prepared: Prepared }): Promise<ReplyOf<typeof contract>> {
  const { party, accountId } = input.prepared;
  const browserToken = ctx.http?.browserToken || randomToken();
  loadLibrary();
  const challenge = randomToken();
  const expiresAt = later(ctx.now, CHALLENGE_MINUTES * 60_000);
  await insertPasskeyChallenge(ctx.tx, {
    challengeHash: hashToken(challenge),
    kind: 'sign-in',
    browserHash: hashToken(browserToken),
    accountId,
    createdAt: ctx.now,
    expiresAt,
  });
  ctx.http?.setBrowser(browserToken);
  const own = accountId === null ? [] : await listCredentials(ctx.tx, accountId);
  return {
    expiresAt,
    options: {
      challenge,
      rpId: party.rpId,
      timeout: CHALLENGE_MINUTES * 60_000,
      userVerification: 'required',
      allowCredentials: own.map(({ id, transports }) => ({ id, type: 'public-key', transports })),
    },
  };
}
