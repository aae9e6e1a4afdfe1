import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { start as contract } from '@portico/contracts/passkeys/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken, randomToken } from '../../../kernel/crypto/crypto.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { accountToHandKeys, later, MOST_PASSKEYS, policyFor, useSecondCode } from '../../access/index.ts';
import { getSetting } from '../../settings/index.ts';
import { ALGORITHMS, loadLibrary } from '../ceremonies.ts';
import { insertPasskeyChallenge } from '../passkey-challenges.store.ts';
import { CHALLENGE_MINUTES, methodOff, type Party, partyOf, passkeyTooMany, unsuitableAddress } from '../passkeys.rules.ts';
import { listCredentials } from '../passkeys.store.ts';

type Input = { readonly body: BodyOf<typeof contract> };
type Prepared = Awaited<ReturnType<typeof accountToHandKeys>> & { readonly party: Party; readonly workspace: string };

/** An open browser is not proof enough for a key that opens the account ever after. */
export async function preparePasskeyStart(ctx: Ctx, { body }: Input): Promise<Prepared> {
  const party = partyOf(ctx.services.config.publicUrl);
  const found = await accountToHandKeys(ctx, body.accountId, body);
  if (!policyFor(found.account).methods.includes('passkey')) throw methodOff();
  if (!party) throw unsuitableAddress();
  const { name = 'Portico' } = await getSetting<{ readonly name?: string }>(ctx.tx, 'workspace', {});
  return { ...found, party, workspace: name };
}

export async function startPasskey(
  ctx: Ctx,
  { body, prepared }: Input & { readonly prepared: Prepared },
): Promise<ReplyOf<typeof contract>> {
  const { accountId } = body;
  const { account, emailKey, party, workspace, code } = prepared;
  const { sessionId } = ctx.actor;
  if (sessionId === null) throw new Refusal(401, 'session.required', 'Your session has ended. Sign in and try again.');
  if (code) await useSecondCode(ctx, accountId, code);
  const own = await listCredentials(ctx.tx, accountId);
  if (own.length >= MOST_PASSKEYS) throw passkeyTooMany();
  loadLibrary();
  const challenge = randomToken();
  // Random, so that a passkey tells a stranger who finds it nothing, and no two instances on one host mean the same account.
  const userHandle = own[0]?.userHandle ?? randomToken();
  const expiresAt = later(ctx.now, CHALLENGE_MINUTES * 60_000);
  await insertPasskeyChallenge(ctx.tx, {
    challengeHash: hashToken(challenge),
    kind: 'registration',
    sessionId,
    accountId,
    userHandle,
    createdAt: ctx.now,
    expiresAt,
  });
  return {
    expiresAt,
    options: {
      challenge,
      rp: { id: party.rpId, name: workspace },
      // Password managers list it by these words; one address may have an account with each of several companies.
      user: {
        id: userHandle,
        name: account.company === null ? emailKey : `${emailKey} (${account.company})`,
        displayName: account.name,
      },
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
      timeout: CHALLENGE_MINUTES * 60_000,
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      excludeCredentials: own.map(({ id, transports }) => ({ id, type: 'public-key', transports })),
    },
  };
}
