import type { start } from '@portico/contracts/identity-providers/routes.ts';
import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import * as client from 'openid-client';
import type { Ctx } from '../../../kernel/context.ts';
import { hashToken, randomToken } from '../../../kernel/crypto/crypto.ts';
import { notFound } from '../../../kernel/errors.ts';
import { safeReturnPath } from '../../../kernel/http/return-path.ts';
import { mustAskAnew } from '../../access/index.ts';
import { findProvider, type Provider } from '../identity-providers.store.ts';
import { explained, secretsOfState } from '../oidc-answer.ts';
import { configurationOf, discover } from '../oidc-client.ts';
import { redirectUri } from '../provider-addresses.rules.ts';
import { requestUrl } from '../saml-client.ts';
import { insertTransaction } from '../transactions.store.ts';

const MINUTES = 10;

type Input = { readonly params: { readonly id: number }; readonly body: BodyOf<typeof start> };
interface Prepared {
  readonly provider: Provider;
  /** Null for SAML, where nobody has to be asked. */
  readonly metadata: client.ServerMetadata | null;
  readonly askAnew: boolean;
}

/** The provider is asked where sign-in begins before the transaction opens: it may be slow. */
export async function prepareStart(ctx: Ctx, input: Input): Promise<Prepared> {
  const provider = await findProvider(ctx.tx, input.params.id);
  if (!provider?.enabled) throw notFound('provider');
  const { companyId, scope } = provider;
  // Techs have no company that shares computers.
  const askAnew = scope !== 'staff' && (await mustAskAnew(ctx, { companyId, email: input.body.email ?? null }));
  if (provider.kind === 'saml') return { provider, metadata: null, askAnew };
  return { provider, metadata: await explained(ctx, provider, () => discover(ctx.services, provider)), askAnew };
}

export async function startAtProvider(ctx: Ctx, input: Input & { readonly prepared: Prepared }): Promise<ReplyOf<typeof start>> {
  const { provider, metadata, askAnew } = input.prepared;
  if (metadata === null) {
    const requestId = `_${randomToken()}`;
    await begin(ctx, input.prepared, requestId, input.body);
    return { url: await requestUrl(ctx.services.config, provider, requestId, askAnew) };
  }
  const state = randomToken();
  await begin(ctx, input.prepared, state, input.body);
  const { verifier, nonce } = secretsOfState(ctx.services, state);
  const url = client.buildAuthorizationUrl(configurationOf(ctx.services, provider, metadata), {
    redirect_uri: redirectUri(ctx.services.config, provider.id),
    scope: scopesOf(provider),
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(askAnew ? { prompt: 'login', max_age: '0' } : {}),
    ...(input.body.email ? { login_hint: input.body.email } : {}),
  });
  return { url: url.href };
}

/** Notes the way out, bound to this browser. */
async function begin(ctx: Ctx, { provider, askAnew }: Prepared, key: string, { email, returnPath }: Input['body']): Promise<void> {
  const browserToken = ctx.http?.browserToken || randomToken();
  await insertTransaction(ctx.tx, {
    keyHash: hashToken(key),
    providerId: provider.id,
    browserHash: hashToken(browserToken),
    emailHint: email ?? null,
    returnPath: safeReturnPath(returnPath, '') || null,
    askedAnew: askAnew,
    createdAt: ctx.now,
    expiresAt: new Date(Date.parse(ctx.now) + MINUTES * 60_000).toISOString(),
  });
  ctx.http?.setBrowser(browserToken);
}

function scopesOf({ kind, settings }: Provider): string {
  if (kind === 'entra') return settings.readsGraph ? 'openid email profile User.Read' : 'openid email profile';
  return [...new Set(['openid', ...settings.scopes.split(/\s+/).filter(Boolean)])].join(' ');
}
