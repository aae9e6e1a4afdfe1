import type { SessionView } from '@portico/contracts/access/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { signIn as contract } from '@portico/contracts/passkeys/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken } from '../../../kernel/crypto/crypto.ts';
import type { Refusal } from '../../../kernel/errors.ts';
import { limitKeyOf } from '../../../kernel/http/limit-key.ts';
import { limit } from '../../../kernel/http/limits.ts';
import {
  accountIssuer,
  findAccountFacts,
  listOpenAccounts,
  notingRefusals,
  openSession,
  passkeySubject,
  policyFor,
  recordAttempt,
} from '../../access/index.ts';
import { judgeAssertion } from '../ceremonies.ts';
import { takePasskeyChallenge } from '../passkey-challenges.store.ts';
import {
  challengeIn,
  isCopied,
  methodOff,
  partyOf,
  passkeyCopied,
  passkeyExpired,
  passkeyRefused,
  type Reason,
} from '../passkeys.rules.ts';
import { findByCredential, notePasskeyUse, type StoredPasskey } from '../passkeys.store.ts';

type Input = { readonly body: BodyOf<typeof contract> };
interface Prepared {
  readonly passkey: StoredPasskey;
  readonly emailKey: string;
  readonly signCount: number;
}

/** Judges everything before the transaction: the challenge is used up whatever comes of it. */
export async function preparePasskey(ctx: Ctx, input: Input): Promise<Prepared> {
  const seen: Seen = { emailKey: '', accountId: null, reason: undefined };
  const attempt = () => ({
    emailKey: seen.emailKey,
    accountId: seen.accountId,
    method: 'passkey' as const,
    ...(seen.reason ? { reason: seen.reason } : {}),
  });
  return notingRefusals(ctx, attempt, () => judge(ctx, input, seen));
}

/** What the log may know and the person must not. */
interface Seen {
  emailKey: string;
  accountId: number | null;
  reason: Reason | undefined;
}

async function judge(ctx: Ctx, { body }: Input, seen: Seen): Promise<Prepared> {
  const refuse = (reason: Reason, refusal: Refusal = passkeyRefused()): Refusal => {
    seen.reason = reason;
    return refusal;
  };
  const { credential } = body;
  await limit(ctx, 'sign-in.tries-ip', limitKeyOf(ctx.ip));
  const party = partyOf(ctx.services.config.publicUrl);
  const challenge = challengeIn(credential.clientDataJSON);
  const taken = challenge === null ? null : await takePasskeyChallenge(ctx.tx, hashToken(challenge), 'sign-in');
  if (!party || challenge === null || !taken || taken.expiresAt <= ctx.now) throw refuse('passkey.expired', passkeyExpired());
  if (taken.browserHash !== hashToken(ctx.http?.browserToken ?? '')) throw refuse('passkey.expired', passkeyExpired());
  const passkey = await findByCredential(ctx.tx, credential.id);
  if (!passkey) throw refuse('passkey.unknown');
  // From here on the log names the person, who is told nothing before the signature was right.
  const facts = await findAccountFacts(ctx.tx, passkey.accountId);
  Object.assign(seen, { emailKey: facts?.emailKey ?? '', accountId: passkey.accountId });
  if (credential.userHandle !== undefined && credential.userHandle !== passkey.userHandle) throw refuse('passkey.wrongUser');
  // Without a list of passkeys the device must say whose it is.
  if (credential.userHandle === undefined && taken.accountId === null) throw refuse('passkey.wrongUser');
  if (taken.accountId !== null && taken.accountId !== passkey.accountId) throw refuse('passkey.otherAccount');
  const signCount = await judgeAssertion(party, challenge, credential, passkey);
  if (signCount === null) throw refuse('passkey.invalid');
  const [account] = facts?.emailKey ? (await listOpenAccounts(ctx.tx, facts.emailKey)).filter(({ id }) => id === passkey.accountId) : [];
  if (!account?.emailKey) throw refuse('passkey.disabled');
  if (isCopied(passkey.signCount, signCount)) throw refuse('passkey.copied', passkeyCopied());
  if (!policyFor(account).methods.includes('passkey')) throw refuse('signIn.methodOff', methodOff());
  return { passkey, emailKey: account.emailKey, signCount };
}

/** Adds the proof to the browser's session, or opens one, as every proof does. */
export async function signInByPasskey(ctx: Ctx, input: Input & { readonly prepared: Prepared }): Promise<SessionView> {
  const { passkey, emailKey, signCount } = input.prepared;
  const { id, accountId, heardEmailKey } = passkey;
  if (!(await notePasskeyUse(ctx.tx, id, { signCount, now: ctx.now }))) throw passkeyRefused();
  await recordAttempt(ctx.tx, ctx, { emailKey, method: 'passkey', accountId });
  return openSession(ctx, emailKey, [
    { issuer: accountIssuer(accountId), method: 'passkey', subject: passkeySubject(id, heardEmailKey), at: ctx.now },
  ]);
}
