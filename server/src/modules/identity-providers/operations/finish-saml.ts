import type { finishSaml as contract } from '@portico/contracts/identity-providers/routes.ts';
import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken } from '../../../kernel/crypto/crypto.ts';
import { notFound } from '../../../kernel/errors.ts';
import { notingRefusals, openSession, provenAt, providerIssuer, recordAttempt } from '../../access/index.ts';
import { stateInvalid } from '../identity-providers.refusals.ts';
import { findProvider } from '../identity-providers.store.ts';
import { type KeptAssertion, redeemAssertion } from '../saml-assertions.store.ts';

type Input = { readonly body: BodyOf<typeof contract> };

export async function prepareSaml(ctx: Ctx, input: Input): Promise<KeptAssertion> {
  const { providerId, token } = input.body;
  let emailKey = '';
  return notingRefusals(
    ctx,
    () => ({ emailKey, method: 'saml' }),
    async () => {
      const provider = await findProvider(ctx.tx, providerId);
      if (!provider?.enabled || provider.kind !== 'saml') throw notFound('provider');
      const kept = await redeemAssertion(ctx.tx, hashToken(token), providerId, ctx.now);
      if (!kept) throw stateInvalid();
      emailKey = kept.emailKey;
      if (kept.browserHash !== null && kept.browserHash !== hashToken(ctx.http?.browserToken ?? '')) throw stateInvalid();
      return kept;
    },
  );
}

export async function finishSaml(ctx: Ctx, input: Input & { readonly prepared: KeptAssertion }): Promise<ReplyOf<typeof contract>> {
  const { emailKey, providerId, returnPath, askedAnew } = input.prepared;
  await recordAttempt(ctx.tx, ctx, { emailKey, method: 'saml' });
  const at = await provenAt(ctx, emailKey, askedAnew === true);
  const proof = { issuer: providerIssuer(providerId), method: 'saml', subject: emailKey, at } as const;
  return { session: await openSession(ctx, emailKey, [proof]), returnPath };
}
