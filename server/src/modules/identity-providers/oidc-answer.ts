import * as client from 'openid-client';
import type { Ctx } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { OutsideError } from '../../kernel/outbound/outside-error.ts';
import { wasAskedAnew } from './asked-anew.rules.ts';
import { grantByEntra, readGraph, requireTenant } from './entra.ts';
import { answerInvalid, emailUnverified, notAskedAnew, unreachable } from './identity-providers.refusals.ts';
import type { Provider } from './identity-providers.store.ts';
import { configurationOf, discover, type OidcServices } from './oidc-client.ts';
import { addressesOfEntra, addressOfClaims, chosenAddress } from './provided-address.rules.ts';
import { redirectUri } from './provider-addresses.rules.ts';
import type { Transaction } from './transactions.store.ts';

/** What only this server can know of a way out and back: derived from the state, so that the database holds none of it. */
export const secretsOfState = ({ crypto }: OidcServices, state: string) => ({
  verifier: crypto.mac('identity-provider.verifier', state),
  nonce: crypto.mac('identity-provider.nonce', state),
});

/** The address the provider vouches for. @throws Refusal, with the cause in the log. */
export async function provenByOidc(
  ctx: Ctx,
  provider: Provider,
  transaction: Transaction,
  state: string,
  query: URLSearchParams,
): Promise<string> {
  const answer = new URL(`${redirectUri(ctx.services.config, provider.id)}?${query}`);
  const { verifier, nonce } = secretsOfState(ctx.services, state);
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
  return explained(ctx, provider, async () => {
    const address = await (provider.kind === 'entra' ? addressByEntra : addressByOidc)(ctx.services, provider, answer, checks, transaction);
    if (address === null) throw emailUnverified();
    return address;
  });
}

type Ask = (
  services: OidcServices,
  provider: Provider,
  answer: URL,
  checks: client.AuthorizationCodeGrantChecks,
  transaction: Transaction,
) => Promise<string | null>;

const addressByOidc: Ask = async (services, provider, answer, checks, transaction) => {
  const { scope, settings } = provider;
  const configuration = configurationOf(services, provider, await discover(services, provider));
  const tokens = await client.authorizationCodeGrant(configuration, answer, checks);
  const claims = tokens.claims();
  if (!claims) return null;
  expectAskedAnew(provider, transaction, claims);
  const named = addressOfClaims(claims, scope, settings);
  if (named !== null || !configuration.serverMetadata().userinfo_endpoint) return named;
  // Many providers keep addresses out of the token. The answer is of the same subject, or it is refused.
  return addressOfClaims(await client.fetchUserInfo(configuration, tokens.access_token, claims.sub), scope, settings);
};

const addressByEntra: Ask = async (services, provider, answer, checks, transaction) => {
  const tokens = await grantByEntra(services, provider, await discover(services, provider), answer, checks);
  const claims = tokens.claims() ?? {};
  expectAskedAnew(provider, transaction, claims);
  const tenant = requireTenant(provider, (claims as Record<string, unknown>)['tid']);
  const graph = await readGraph(services, provider, tenant, tokens.access_token);
  return chosenAddress(addressesOfEntra(claims as Record<string, unknown>, graph), transaction.emailHint);
};

/** Whoever takes the demand out of the address on the way there brings an old word back. */
function expectAskedAnew(provider: Provider, { askedAnew, createdAt }: Transaction, claims: object): void {
  if (askedAnew && !wasAskedAnew(provider.kind, (claims as Record<string, unknown>)['auth_time'], createdAt)) throw notAskedAnew();
}

/** A refusal stays; everything else becomes one, and its cause is written to the log, without what the provider sent. */
export async function explained<T>(ctx: Ctx, provider: Pick<Provider, 'id'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const outside = outsideOf(error);
    ctx.log.warn(
      { provider: provider.id, code: codeOf(error), why: outside?.message ?? (error as Error).message },
      'a provider was refused',
    );
    throw outside ? unreachable() : answerInvalid();
  }
}

/** openid-client wraps what its fetch threw. */
export function outsideOf(error: unknown): OutsideError | null {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth++) {
    if (current instanceof OutsideError) return current;
  }
  return null;
}

const codeOf = (error: unknown): string => {
  const { code, error: name } = error as { code?: unknown; error?: unknown };
  return [code, name].filter((part) => typeof part === 'string').join(' ') || 'unknown';
};
