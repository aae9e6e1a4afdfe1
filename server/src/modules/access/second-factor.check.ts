import type { Ctx } from '../../kernel/context.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { limit } from '../../kernel/http/limits.ts';
import { findOpenSession } from './access.reads.ts';
import type { OpenAccount } from './destinations.rules.ts';
import { findPasswordHash } from './passwords.store.ts';
import { verifyPassword } from './passwords.ts';
import { proofMissing } from './proof-missing.ts';
import { firstMissing, type Proof, policyFor, provenSince, secondProvenSince } from './proofs.rules.ts';
import { proofTooOld, recoveryHash, secondFactorUsed, secondFactorWrong, secondProofTooOld, stepOf } from './second-factor.rules.ts';
import { openSecret } from './second-factor.secret.ts';
import { findTotp, hasRecoveryCode, useRecoveryCode, useStep } from './second-factor.store.ts';
import { accountsOf } from './session-view.ts';
import { later } from './sessions.rules.ts';
import { listProofs } from './sessions.store.ts';

const FRESH_MINUTES = 15;

/** What a right code is, to be used up in the transaction. */
export type SecondProof = { readonly method: 'totp'; readonly step: number } | { readonly method: 'recovery-code'; readonly hash: string };

interface Proven {
  readonly emailKey: string;
  readonly account: OpenAccount;
  readonly proofs: readonly Proof[];
  /** Was a first proof, and a second one where there is one, shown just now? */
  readonly isFresh: boolean;
  readonly isSecondFresh: boolean;
}

/** The session and one of its accounts whose first proof it has shown: nobody may guess at second factors without. */
export async function accountToProve(ctx: Ctx, accountId: number): Promise<Proven> {
  const { sessionId } = ctx.actor;
  const session = sessionId === null ? null : await findOpenSession(ctx.tx, sessionId, ctx.now);
  if (sessionId === null || !session) throw new Refusal(401, 'session.required', 'Your session has ended. Sign in and try again.');
  const proofs = await listProofs(ctx.tx, sessionId);
  const accounts = await accountsOf(ctx, { ...session, accountId: null, proofs });
  const account = accounts.find((one) => one.id === accountId);
  if (!account) throw notFound('account');
  const missing = firstMissing(account, proofs);
  if (missing.length > 0) throw proofMissing(missing);
  const since = later(ctx.now, -FRESH_MINUTES * 60_000);
  return {
    emailKey: session.emailKey,
    account,
    proofs,
    isFresh: provenSince(account, proofs, since),
    isSecondFresh: secondProvenSince(account, proofs, since),
  };
}

/** As above, for setting up: only in the account, or where its rules ask for a factor it lacks; by somebody who just showed who it is. */
export async function accountToEquip(ctx: Ctx, accountId: number, password: string | undefined) {
  const found = await accountToProve(ctx, accountId);
  if (accountId !== ctx.actor.accountId && policyFor(found.account).secondFactor !== 'set-up') throw notFound('account');
  if (!found.isFresh) await expectPassword(ctx, accountId, password);
  return found;
}

/**
 * As above, for codes that stand in for another second factor: where a passkey is asked for already, it must have been shown just now, or
 * whoever has the mailbox would put an app of his own beside it.
 */
export async function accountToGiveCodes(ctx: Ctx, accountId: number, password: string | undefined) {
  const found = await accountToEquip(ctx, accountId, password);
  const { account, isSecondFresh } = found;
  if (policyFor(account).secondFactor === 'ask' && !account.hasTotp && !isSecondFresh) throw secondProofTooOld();
  return found;
}

/**
 * As above, for what opens the account by itself ever after: the second factor must be fresh too, else an open browser and a
 * password were enough to get round it. Returns a code that is to be used up in the transaction.
 */
export async function accountToHandKeys(
  ctx: Ctx,
  accountId: number,
  given: { readonly password?: string | undefined; readonly code?: string | undefined },
) {
  const found = await accountToEquip(ctx, accountId, given.password);
  if (found.isSecondFresh) return { ...found, code: null };
  if (given.code === undefined || !found.account.hasTotp) throw secondProofTooOld();
  return { ...found, code: await checkSecondCode(ctx, accountId, given.code) };
}

async function expectPassword(ctx: Ctx, accountId: number, password: string | undefined): Promise<void> {
  const stored = password === undefined ? null : await findPasswordHash(ctx.tx, accountId);
  if (password === undefined || stored === null) throw proofTooOld();
  await limit(ctx, 'me.password', String(accountId));
  if (await verifyPassword(stored, password)) return ctx.http?.forgive('me.password', String(accountId));
  const message = 'This is not your current password.';
  throw new Refusal(422, 'password.wrong', `${message} Nothing was changed.`, {
    fields: [{ path: 'password', code: 'password.wrong', message }],
  });
}

/** Compares a code without using it up; only in `prepare`, because tries count even when they are refused. */
export async function checkSecondCode(ctx: Ctx, accountId: number, typed: string): Promise<SecondProof> {
  await limit(ctx, 'sign-in.second-factor', String(accountId));
  const totp = await findTotp(ctx.tx, accountId);
  if (!totp?.confirmedAt) throw secondFactorWrong();
  const hash = recoveryHash(accountId, typed);
  if (hash !== null && (await hasRecoveryCode(ctx.tx, accountId, hash))) return { method: 'recovery-code', hash };
  const secret = openSecret(ctx.services.crypto, accountId, totp.sealedSecret);
  const step = secret === null ? null : stepOf(secret, typed, ctx.now);
  if (step === null) throw secondFactorWrong();
  if (totp.lastStep !== null && step <= totp.lastStep) throw secondFactorUsed();
  return { method: 'totp', step };
}

/** Uses a compared code up: of two that come with the same one at the same moment, one gets in. */
export async function useSecondCode(ctx: Ctx, accountId: number, proof: SecondProof): Promise<void> {
  const used =
    proof.method === 'totp' ? await useStep(ctx.tx, accountId, proof.step) : await useRecoveryCode(ctx.tx, accountId, proof.hash, ctx.now);
  if (!used) throw secondFactorUsed();
  ctx.afterCommit(() => ctx.http?.forgive('sign-in.second-factor', String(accountId)));
}
