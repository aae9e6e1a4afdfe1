import type { finishOidc as contract } from '@portico/contracts/identity-providers/routes.ts';
import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken } from '../../../kernel/crypto/crypto.ts';
import { notFound } from '../../../kernel/errors.ts';
import { addressKeyOf, notingRefusals, openSession, provenAt, providerIssuer, recordAttempt } from '../../access/index.ts';
import { isConsentMissing } from '../entra.ts';
import { consentMissing, declined, stateInvalid } from '../identity-providers.refusals.ts';
import { findProvider, type Provider } from '../identity-providers.store.ts';
import { provenByOidc } from '../oidc-answer.ts';
import { consentUrl } from '../provider-addresses.rules.ts';
import { consumeTransaction } from '../transactions.store.ts';

type Input = { readonly body: BodyOf<typeof contract> };
interface Prepared {
  readonly provider: Provider;
  readonly emailKey: string;
  readonly returnPath: string | null;
  readonly askedAnew: boolean;
}

/** Judges the answer before the transaction: the provider is asked, and the way out is used up whatever comes of it. */
export async function prepareOidc(ctx: Ctx, input: Input): Promise<Prepared> {
  let emailKey = '';
  return notingRefusals(
    ctx,
    () => ({ emailKey, method: 'oidc' }),
    async () => {
      const query = new URLSearchParams(input.body.response);
      const state = query.get('state') ?? '';
      const provider = await findProvider(ctx.tx, input.body.providerId);
      if (!provider?.enabled || provider.kind === 'saml') throw notFound('provider');
      const transaction = await consumeTransaction(ctx.tx, hashToken(state), provider.id, ctx.now);
      if (!transaction || transaction.browserHash !== hashToken(ctx.http?.browserToken ?? '')) throw stateInvalid();
      if (transaction.emailHint !== null) emailKey = await addressKeyOf(ctx.tx, transaction.emailHint);
      refuseError(ctx, provider, query);
      emailKey = await addressKeyOf(ctx.tx, await provenByOidc(ctx, provider, transaction, state, query));
      return { provider, emailKey, returnPath: transaction.returnPath, askedAnew: transaction.askedAnew === true };
    },
  );
}

function refuseError(ctx: Ctx, provider: Provider, query: URLSearchParams): void {
  const [error, description] = [query.get('error'), query.get('error_description')];
  if (error === null) return;
  ctx.log.info({ provider: provider.id, error: error.slice(0, 100) }, 'a provider sent somebody back without an answer');
  if (provider.kind === 'entra' && isConsentMissing(error, description)) throw consentMissing(consentUrl(ctx.services.config, provider));
  throw declined();
}

export async function finishOidc(ctx: Ctx, input: Input & { readonly prepared: Prepared }): Promise<ReplyOf<typeof contract>> {
  const { provider, emailKey, returnPath, askedAnew } = input.prepared;
  await recordAttempt(ctx.tx, ctx, { emailKey, method: 'oidc' });
  const at = await provenAt(ctx, emailKey, askedAnew);
  const proof = { issuer: providerIssuer(provider.id), method: 'oidc', subject: emailKey, at } as const;
  return { session: await openSession(ctx, emailKey, [proof]), returnPath };
}
