import * as client from 'openid-client';
import { nowMs } from '../../kernel/clock.ts';
import type { Services } from '../../kernel/services.ts';
import { SECRET_PURPOSE, secretBinding } from './identity-providers.rules.ts';
import type { Provider } from './identity-providers.store.ts';
import { fetchThrough } from './outside-fetch.ts';

export type OidcServices = Pick<Services, 'outbound' | 'crypto' | 'config'>;

const FRESH_MS = 10 * 60_000;
const KEPT = 200;
/** What providers say about themselves, for ten minutes; a change of ours has another version and asks anew. */
const known = new Map<string, { readonly until: number; readonly metadata: Promise<client.ServerMetadata> }>();

export function secretOf(services: OidcServices, provider: Provider): string | null {
  const { clientSecretSealed: sealed, kind, settings } = provider;
  return sealed === null ? null : services.crypto.open(SECRET_PURPOSE, sealed, secretBinding(kind, settings));
}

/** A client of this provider with our rules: all requests through the guard, signatures of id tokens always checked. */
export function configurationOf(
  services: OidcServices,
  provider: Provider,
  metadata: client.ServerMetadata,
  fetch: client.CustomFetch = fetchThrough(services.outbound),
): client.Configuration {
  const made = new client.Configuration(metadata, provider.settings.clientId, undefined, authenticationOf(services, provider, metadata));
  made[client.customFetch] = fetch;
  // Which addresses may be plain http is decided by `fetchThrough`: those of this machine only.
  client.allowInsecureRequests(made);
  client.enableNonRepudiationChecks(made);
  return made;
}

function authenticationOf(services: OidcServices, provider: Provider, metadata: client.ServerMetadata): client.ClientAuth {
  const secret = secretOf(services, provider);
  if (secret === null) return client.None();
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return methods.includes('client_secret_post') ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret);
}

/** The provider's own description. @param fresh asks even when the last answer is not old. */
export function discover(services: OidcServices, provider: Provider, fresh = false): Promise<client.ServerMetadata> {
  const key = `${discoveryAddress(provider)} ${provider.id}:${provider.version}`;
  const found = known.get(key);
  if (found && !fresh && found.until > nowMs()) return found.metadata;
  const metadata = discoverNow(services, provider);
  if (known.size >= KEPT) known.delete(known.keys().next().value ?? '');
  known.set(key, { until: nowMs() + FRESH_MS, metadata });
  // A failure is not worth remembering.
  metadata.catch(() => known.delete(key));
  return metadata;
}

async function discoverNow(services: OidcServices, provider: Provider): Promise<client.ServerMetadata> {
  const found = await client.discovery(discoveryAddress(provider), provider.settings.clientId, undefined, client.None(), {
    [client.customFetch]: fetchThrough(services.outbound),
    execute: [client.allowInsecureRequests],
  });
  return found.serverMetadata();
}

/** With the path of the document in it, openid-client does not compare the issuer: Entra's is a template, which `entra.ts` checks. */
function discoveryAddress({ kind, settings }: Provider): URL {
  if (kind !== 'entra') return new URL(settings.issuer);
  const [only, another] = settings.tenants;
  const tenant = only !== undefined && another === undefined ? only : 'organizations';
  return new URL(`${settings.authority.replace(/\/+$/, '')}/${tenant}/v2.0/.well-known/openid-configuration`);
}
