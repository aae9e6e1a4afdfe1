import { nowMs } from '../../../kernel/clock.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken, randomToken } from '../../../kernel/crypto/crypto.ts';
import { notFound } from '../../../kernel/errors.ts';
import { limitKeyOf } from '../../../kernel/http/limit-key.ts';
import { limit } from '../../../kernel/http/limits.ts';
import { safeReturnPath } from '../../../kernel/http/return-path.ts';
import { addressKeyOf, notingRefusals } from '../../access/index.ts';
import { isSince } from '../asked-anew.rules.ts';
import { answerInvalid, notAskedAnew, stateInvalid } from '../identity-providers.refusals.ts';
import { findProvider, type Provider } from '../identity-providers.store.ts';
import { explained } from '../oidc-answer.ts';
import type { Asserted } from '../saml.rules.ts';
import { SKEW_MS } from '../saml.rules.ts';
import { keepAssertion } from '../saml-assertions.store.ts';
import { judgeResponse } from '../saml-client.ts';
import { consumeTransaction, type Transaction } from '../transactions.store.ts';

const TOKEN_MS = 2 * 60_000;
const DAY_MS = 24 * 3_600_000;

interface Input {
  readonly providerId: number;
  readonly response: string;
  /** A word of whoever sent the browser: a path of ours, or nothing. */
  readonly relayState: string | null;
}
interface Judged {
  readonly provider: Provider;
  readonly asserted: Asserted;
  readonly emailKey: string;
  /** The way out this answers; null when the provider began. */
  readonly transaction: Transaction | null;
}

/** Before the transaction: what refuses is noted, and the way out is used up whatever comes of it. */
export async function prepareAssertion(ctx: Ctx, input: Input): Promise<Judged> {
  let emailKey = '';
  return notingRefusals(
    ctx,
    () => ({ emailKey, method: 'saml' }),
    async () => {
      await limit(ctx, 'sign-in.tries-ip', limitKeyOf(ctx.ip));
      const provider = await findProvider(ctx.tx, input.providerId);
      if (!provider?.enabled || provider.kind !== 'saml') throw notFound('provider');
      const asserted = await explained(ctx, provider, () => judgeResponse(ctx.services.config, provider, input.response));
      if (!asserted) throw answerInvalid();
      emailKey = await addressKeyOf(ctx.tx, asserted.address);
      return { provider, asserted, emailKey, transaction: await askedBy(ctx, provider, asserted) };
    },
  );
}

/** An answer to nobody's question is taken only where the administrator said so: anybody could send a victim's browser with one. */
async function askedBy(ctx: Ctx, provider: Provider, { inResponseTo, askedAtMs }: Asserted): Promise<Transaction | null> {
  if (inResponseTo === null) {
    if (!provider.settings.allowsIdpInitiated) throw stateInvalid();
    return null;
  }
  const transaction = await consumeTransaction(ctx.tx, hashToken(inResponseTo), provider.id, ctx.now);
  if (!transaction) throw stateInvalid();
  if (transaction.askedAnew && (askedAtMs === null || !isSince(askedAtMs, transaction.createdAt))) throw notAskedAnew();
  return transaction;
}

/** Keeps what was proven for the page that follows, once; returns the token it fetches it with. */
export async function acceptAssertion(ctx: Ctx, input: Input & { readonly judged: Judged }): Promise<string> {
  const { provider, asserted, emailKey, transaction } = input.judged;
  const token = randomToken();
  const forgetAt = Math.min(Math.max(asserted.endsAtMs + 2 * SKEW_MS, nowMs() + 30 * 60_000), nowMs() + DAY_MS);
  const isNew = await keepAssertion(ctx.tx, {
    providerId: provider.id,
    assertionHash: hashToken(asserted.id),
    tokenHash: hashToken(token),
    emailKey,
    browserHash: transaction?.browserHash ?? null,
    returnPath: transaction ? transaction.returnPath : safeReturnPath(input.relayState, '') || null,
    askedAnew: transaction?.askedAnew ?? false,
    tokenExpiresAt: new Date(nowMs() + TOKEN_MS).toISOString(),
    expiresAt: new Date(forgetAt).toISOString(),
  });
  if (!isNew) throw stateInvalid();
  return token;
}
