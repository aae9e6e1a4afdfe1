import * as client from 'openid-client';
import { OutsideError } from '../../kernel/outbound/outside-error.ts';
import { tenantRefused } from './identity-providers.refusals.ts';
import type { Provider } from './identity-providers.store.ts';
import { configurationOf, type OidcServices, secretOf } from './oidc-client.ts';
import { fetchThrough } from './outside-fetch.ts';
import type { GraphFacts } from './provided-address.rules.ts';
import { redirectUri } from './provider-addresses.rules.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The "tenant" of all personal Microsoft accounts: nobody owns its domains. */
const PERSONAL = '9188040d-6c67-4c5b-b112-36a304b66dad';
/** Consent is missing, was refused for lack of it, or must come from an administrator. */
const NO_CONSENT = /\bAADSTS(65001|65004|65005|90008|90093|90094|90095|500113|650051|650052|650056|650057)\b/;

export const isConsentMissing = (error: string | null, description: string | null): boolean =>
  error === 'consent_required' || NO_CONSENT.test(description ?? '');

export function requireTenant(provider: Provider, tenant: unknown): string {
  const { tenants } = provider.settings;
  const id = typeof tenant === 'string' ? tenant.toLowerCase() : '';
  if (!GUID.test(id) || id === PERSONAL) throw tenantRefused();
  if (tenants.length > 0 || provider.scope !== 'contacts') if (!tenants.includes(id)) throw tenantRefused();
  return id;
}

/**
 * Exchanges the code. The issuer of a token holds its tenant, which only the token names: so it is fetched first, read, and then
 * judged by openid-client under the issuer of that very tenant, signature and all.
 */
export async function grantByEntra(
  services: OidcServices,
  provider: Provider,
  metadata: client.ServerMetadata,
  answer: URL,
  checks: client.AuthorizationCodeGrantChecks,
): Promise<client.TokenEndpointResponse & client.TokenEndpointResponseHelpers> {
  const endpoint = metadata.token_endpoint;
  const code = answer.searchParams.get('code');
  if (!endpoint || code === null || !isTemplateOf(metadata.issuer, provider)) throw new OutsideError('encoding', 'This is no Entra.');
  const outside = fetchThrough(services.outbound);
  const fetched = await outside(endpoint, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    redirect: 'manual',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri(services.config, provider.id),
      client_id: provider.settings.clientId,
      client_secret: secretOf(services, provider) ?? '',
      code_verifier: typeof checks.pkceCodeVerifier === 'string' ? checks.pkceCodeVerifier : '',
    }),
  });
  const body = await fetched.text();
  const tenant = fetched.status === 200 ? requireTenant(provider, tenantOf(body)) : '';
  const replaying: client.CustomFetch = async (url, options) =>
    url === endpoint ? new Response(body, { status: fetched.status, headers: fetched.headers }) : outside(url, options);
  const judging = configurationOf(services, provider, { ...metadata, issuer: metadata.issuer.replace('{tenantid}', tenant) }, replaying);
  const tokens = await client.authorizationCodeGrant(judging, answer, checks);
  // What was read before the signature was checked must be what was signed.
  if (requireTenant(provider, tokens.claims()?.['tid']) !== tenant) throw tenantRefused();
  return tokens;
}

/** `https://login.microsoftonline.com/{tenantid}/v2.0`, of the authority that was asked. */
const isTemplateOf = (issuer: string, { settings }: Provider): boolean => {
  const authority = settings.authority.replace(/\/+$/, '');
  const [only = ''] = settings.tenants;
  return issuer === `${authority}/{tenantid}/v2.0` || issuer === `${authority}/${only}/v2.0`;
};

/** Not trusted, only looked at. */
function tenantOf(body: string): unknown {
  try {
    const token = (JSON.parse(body) as { id_token?: unknown }).id_token;
    const payload = typeof token === 'string' ? (token.split('.')[1] ?? '') : '';
    return (JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { tid?: unknown }).tid;
  } catch {
    return null;
  }
}

const GRAPHS: Readonly<Record<string, string>> = {
  'https://login.microsoftonline.us': 'https://graph.microsoft.us',
  'https://login.partner.microsoftonline.cn': 'https://microsoftgraph.chinacloudapi.cn',
};
const graphOf = ({ settings }: Provider): string =>
  (settings.graphUrl || GRAPHS[settings.authority.replace(/\/+$/, '')] || 'https://graph.microsoft.com').replace(/\/+$/, '');

/** Verified domains of the tenant and further addresses of the person; null when Graph is not to be asked or does not answer. */
export async function readGraph(
  services: OidcServices,
  provider: Provider,
  tenant: string,
  accessToken: string,
): Promise<GraphFacts | null> {
  if (!provider.settings.readsGraph) return null;
  const outside = fetchThrough(services.outbound);
  const ask = async (path: string): Promise<Record<string, unknown> | null> => {
    const answer = await outside(`${graphOf(provider)}/v1.0/${path}`, {
      method: 'GET',
      headers: { accept: 'application/json', authorization: `Bearer ${accessToken}` },
      redirect: 'manual',
      body: undefined,
    });
    return answer.status === 200 ? ((await answer.json()) as Record<string, unknown>) : null;
  };
  const [me, organisations] = await Promise.all([ask('me?$select=id,proxyAddresses'), ask('organization?$select=id,verifiedDomains')]);
  const own = listOf(organisations?.['value']).find((one) => String(one['id']).toLowerCase() === tenant);
  if (!own) return null;
  const proxies = me?.['proxyAddresses'];
  return {
    domains: listOf(own['verifiedDomains']).flatMap(({ name }) => (typeof name === 'string' ? [name] : [])),
    proxyAddresses: Array.isArray(proxies) ? proxies.filter((one): one is string => typeof one === 'string').slice(0, 500) : [],
  };
}

const listOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null) : [];
