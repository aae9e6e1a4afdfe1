import { X509Certificate } from 'node:crypto';
import type { test as contract } from '@portico/contracts/identity-providers/routes.ts';
import type { ProviderFinding } from '@portico/contracts/identity-providers/shapes.ts';
import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import { nowMs } from '../../../kernel/clock.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { canManage } from '../identity-providers.policy.ts';
import { missingFields } from '../identity-providers.rules.ts';
import { findProvider, type Provider } from '../identity-providers.store.ts';
import { outsideOf } from '../oidc-answer.ts';
import { discover, secretOf } from '../oidc-client.ts';
import { fetchThrough } from '../outside-fetch.ts';

const finding = (level: ProviderFinding['level'], code: string, detail: string): ProviderFinding => ({ level, code, detail });
const MONTH_MS = 30 * 24 * 3_600_000;

/** What an administrator can know before somebody tries to sign in, in plain words. */
export async function testIdentityProvider(
  ctx: Ctx,
  input: { readonly params: { readonly id: number } },
): Promise<ReplyOf<typeof contract>> {
  const provider = await findProvider(ctx.tx, input.params.id);
  if (!provider || !canManage(ctx.actor, provider)) throw notFound('provider');
  const missing = missingFields({ ...provider, hasSecret: provider.clientSecretSealed !== null });
  if (missing.length > 0) return { findings: [finding('bad', 'fields.missing', `Still to be filled in: ${missing.join(', ')}.`)] };
  return { findings: provider.kind === 'saml' ? certificates(provider) : await discovery(ctx, provider) };
}

async function discovery(ctx: Ctx, provider: Provider): Promise<ProviderFinding[]> {
  const { services } = ctx;
  const found: ProviderFinding[] = [];
  if (provider.clientSecretSealed !== null && secretOf(services, provider) === null)
    found.push(finding('bad', 'secret.unreadable', 'The client secret cannot be opened any more. Enter it again.'));
  try {
    const metadata = await discover(services, provider, true);
    found.push(finding('good', 'discovery.found', `The provider describes itself as ${metadata.issuer}.`));
    if (!metadata.code_challenge_methods_supported?.includes('S256') && provider.kind === 'oidc')
      found.push(finding('warn', 'pkce.unsaid', 'The provider does not say that it supports PKCE (S256). It is used anyway.'));
    if (metadata.scopes_supported && !metadata.scopes_supported.includes('email'))
      found.push(finding('warn', 'email.unsaid', 'The provider does not offer the scope "email". Addresses may be missing.'));
    const keys = await fetchThrough(services.outbound)(metadata.jwks_uri ?? '', {
      method: 'GET',
      headers: {},
      redirect: 'manual',
      body: undefined,
    });
    found.push(
      keys.status === 200
        ? finding('good', 'keys.found', 'Its signing keys can be read.')
        : finding('bad', 'keys.missing', `Its signing keys cannot be read (answer ${keys.status}).`),
    );
  } catch (error) {
    const why = outsideOf(error)?.message ?? 'The address answered, but not as an OpenID Connect provider with this very issuer.';
    found.push(finding('bad', 'discovery.failed', why));
  }
  return found;
}

function certificates({ settings }: Provider): ProviderFinding[] {
  return settings.certificates.map((pem) => {
    const { subject, validToDate } = new X509Certificate(pem);
    const [leftMs, day] = [validToDate.getTime() - nowMs(), validToDate.toISOString().slice(0, 10)];
    const name = subject.replaceAll('\n', ', ');
    if (leftMs < 0) return finding('bad', 'certificate.expired', `The certificate ${name} ran out on ${day}.`);
    if (leftMs < MONTH_MS)
      return finding('warn', 'certificate.ending', `The certificate ${name} runs out on ${day}. Add the next one beside it.`);
    return finding('good', 'certificate.good', `The certificate ${name} is good until ${day}.`);
  });
}
