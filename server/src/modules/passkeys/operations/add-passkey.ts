import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { add as contract } from '@portico/contracts/passkeys/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken } from '../../../kernel/crypto/crypto.ts';
import { notFound } from '../../../kernel/errors.ts';
import {
  accountIssuer,
  accountToProve,
  deviceOf,
  hearsOfAddress,
  MOST_PASSKEYS,
  openSession,
  passkeySubject,
  policyFor,
  tellOfMeans,
} from '../../access/index.ts';
import { judgeRegistration, knownTransports } from '../ceremonies.ts';
import { tellPasskeys } from '../passkey.changes.ts';
import { takePasskeyChallenge } from '../passkey-challenges.store.ts';
import { challengeIn, partyOf, passkeyExists, passkeyExpired, passkeyInvalid, passkeyTooMany } from '../passkeys.rules.ts';
import { insertPasskey, listCredentials } from '../passkeys.store.ts';

type Input = { readonly body: BodyOf<typeof contract> };
type Made = NonNullable<Awaited<ReturnType<typeof judgeRegistration>>>;
interface Prepared {
  readonly accountId: number;
  readonly userHandle: string;
  readonly emailKey: string;
  readonly heardEmailKey: string | null;
  readonly made: Made;
}

/** Only in the session that began, for the account it began with: who may was judged then, with fresh proofs. */
export async function prepareNewPasskey(ctx: Ctx, { body }: Input): Promise<Prepared> {
  const party = partyOf(ctx.services.config.publicUrl);
  const challenge = challengeIn(body.credential.clientDataJSON);
  const taken = challenge === null ? null : await takePasskeyChallenge(ctx.tx, hashToken(challenge), 'registration');
  if (!party || challenge === null || !taken?.accountId || !taken.userHandle || taken.expiresAt <= ctx.now) throw passkeyExpired();
  if (taken.sessionId === null || taken.sessionId !== ctx.actor.sessionId) throw passkeyExpired();
  const { account, emailKey, proofs } = await accountToProve(ctx, taken.accountId);
  if (account.id !== ctx.actor.accountId && policyFor(account).secondFactor !== 'set-up') throw notFound('account');
  const made = await judgeRegistration(party, challenge, body.credential);
  if (!made) throw passkeyInvalid();
  const heardEmailKey = account.emailKey !== null && hearsOfAddress(account.emailKey, proofs) ? account.emailKey : null;
  return { accountId: account.id, userHandle: taken.userHandle, emailKey, heardEmailKey, made };
}

/** The device has just verified its user, so the session has shown this passkey too. */
export async function addPasskey(ctx: Ctx, { body, prepared }: Input & { readonly prepared: Prepared }): Promise<ReplyOf<typeof contract>> {
  const { accountId, userHandle, emailKey, heardEmailKey, made } = prepared;
  if ((await listCredentials(ctx.tx, accountId)).length >= MOST_PASSKEYS) throw passkeyTooMany();
  const row = await insertPasskey(ctx.tx, {
    ...made,
    accountId,
    userHandle,
    heardEmailKey,
    transports: knownTransports(body.credential.transports),
    name: body.name?.trim() || deviceOf(ctx.userAgent),
    createdAt: ctx.now,
  });
  if (!row) throw passkeyExists();
  await tellPasskeys(ctx, accountId);
  await tellOfMeans(ctx, accountId, 'passkey-added', row.name);
  const proof = {
    issuer: accountIssuer(accountId),
    method: 'passkey',
    subject: passkeySubject(row.id, heardEmailKey),
    at: ctx.now,
  } as const;
  const { id, name, createdAt, lastUsedAt, isSynced } = row;
  return { passkey: { id, name, createdAt, lastUsedAt, isSynced }, session: await openSession(ctx, emailKey, [proof]) };
}
