import { SKEW_MS } from './saml.rules.ts';

/** Did this happen after we asked, as far as clocks agree? */
export const isSince = (atMs: number, askedAt: string): boolean => atMs >= Date.parse(askedAt) - SKEW_MS;

/**
 * Has the provider asked the person since we sent it there? OpenID Connect demands the claim `auth_time` of whoever is asked for an
 * age. Entra sends it only where its administrator has added it as an optional claim: without, `prompt=login` has to do there.
 */
export function wasAskedAnew(kind: 'oidc' | 'entra' | 'saml', authTime: unknown, askedAt: string): boolean {
  if (authTime === undefined) return kind === 'entra';
  return typeof authTime === 'number' && isSince(authTime * 1000, askedAt);
}
