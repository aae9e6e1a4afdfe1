import type { ProviderScope, ProviderSettings } from '@portico/contracts/identity-providers/shapes.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** One address and nothing else: no list, no display name, no line breaks. */
export function plainAddress(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return text.length <= 254 && /^[^\s@<>,;:"\\()[\]\p{C}]+@[^\s@<>,;:"\\()[\]\p{C}]+$/u.test(text) ? text : null;
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/**
 * The address an OpenID Connect provider vouches for, or null. `email_verified` must be `true`, and not "true": some providers
 * pass on what a user typed. Only a company's own provider may be trusted without, because it opens that company's accounts only.
 */
export function addressOfClaims(claims: Claims, scope: ProviderScope, settings: ProviderSettings): string | null {
  const isTrusted = settings.trustsEmail && scope === 'company';
  const address = plainAddress(claims[isTrusted ? settings.emailClaim : 'email']);
  return isTrusted || claims['email_verified'] === true ? address : null;
}

/** What Microsoft Graph says about person and tenant, when it may be asked. */
export interface GraphFacts {
  /** Domains the tenant has shown to own. */
  readonly domains: readonly string[];
  /** `SMTP:` the main one, `smtp:` the others. */
  readonly proxyAddresses: readonly string[];
}

/**
 * The addresses Entra vouches for, the main one first. A tenant's administrator can write any address into `email`, so a claim
 * counts only when Microsoft says that the tenant owns its domain. `otherMails` are what somebody typed and are never read.
 */
export function addressesOfEntra(claims: Claims, graph: GraphFacts | null): string[] {
  const domains = new Set(graph?.domains.map((domain) => domain.toLowerCase()) ?? []);
  const owned = (value: unknown): string[] => {
    const address = plainAddress(value);
    return address !== null && domains.has(domainOf(address)) ? [address] : [];
  };
  const proven = (value: unknown): string[] => [value].flat().flatMap((one) => plainAddress(one) ?? []);
  const proxies = (graph?.proxyAddresses ?? []).flatMap((entry) => {
    const [, kind = '', address = ''] = /^(smtp):(.*)$/i.exec(entry) ?? [];
    return kind === '' ? [] : [{ isMain: kind === 'SMTP', address }];
  });
  const found = [
    ...proven(claims['verified_primary_email']),
    ...(isYes(claims['xms_edov']) ? proven(claims['email']) : []),
    ...proxies.filter(({ isMain }) => isMain).flatMap(({ address }) => owned(address)),
    ...['email', 'upn', 'preferred_username'].flatMap((name) => owned(claims[name])),
    ...proven(claims['verified_secondary_email']),
    ...proxies.filter(({ isMain }) => !isMain).flatMap(({ address }) => owned(address)),
  ];
  return [...new Map(found.map((address) => [address.toLowerCase(), address])).values()];
}

/** Microsoft sends this claim as a boolean, a number or a word, depending on the kind of token. */
const isYes = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true';

/** The address that was typed, when it is among those proven; else the main one. */
export function chosenAddress(proven: readonly string[], hint: string | null): string | null {
  const typed = hint?.trim().toLowerCase();
  return proven.find((address) => address.toLowerCase() === typed) ?? proven[0] ?? null;
}
