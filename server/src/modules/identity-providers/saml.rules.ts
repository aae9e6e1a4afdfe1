import type { ProviderSettings } from '@portico/contracts/identity-providers/shapes.ts';
import { plainAddress } from './provided-address.rules.ts';

/** A parsed element: attributes in `$`, text in `_`, children by name without prefix. */
export interface Node {
  readonly $?: Readonly<Record<string, string>>;
  readonly _?: string;
  readonly [child: string]: unknown;
}
/** What an assertion says, once its signature was found good. */
export interface Asserted {
  readonly id: string;
  readonly address: string;
  /** The request it answers; null = nobody asked. */
  readonly inResponseTo: string | null;
  /** When the provider last asked the person; null when it does not say. */
  readonly askedAtMs: number | null;
  /** When it is worthless by itself. */
  readonly endsAtMs: number;
}

export const MAX_RESPONSE = 350_000;
export const MAX_METADATA = 1_000_000;
const MOST_TAGS = 4000;
export const SKEW_MS = 60_000;
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const STRONG =
  /^http:\/\/www\.w3\.org\/(2001\/04\/(xmldsig-more#(rsa|ecdsa)-sha(256|384|512)|xmlenc#sha(256|512)|xmldsig-more#sha384)|2007\/05\/xmldsig-more#[\w-]+)$/;

/** Text of an XML document without anything that reaches outside of it or hides in it; null when it is none. */
export function plainXml(bytes: Uint8Array, { comments }: { readonly comments: boolean }): string | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
  } catch {
    return null;
  }
  const body = comments ? text.replace(/<!--[\s\S]*?-->/g, '') : text;
  // Trees that are deep cost their square; what is bounded by its tags cannot be.
  if (body.split('<', MOST_TAGS + 1).length > MOST_TAGS) return null;
  // No DTD, so no entities of one's own and nothing to fetch; no comments that split a name in two; no CDATA.
  if (/<!|<\?(?!xml\s)/i.test(body) || body.indexOf('<?', 1) > 0) return null;
  return body.startsWith('<') ? body : null;
}

/** The XML of a response as a browser brings it. */
export function responseXml(base64: string): string | null {
  if (base64.length > MAX_RESPONSE || !/^[A-Za-z0-9+/=\s]+$/.test(base64)) return null;
  const xml = plainXml(Buffer.from(base64, 'base64'), { comments: false });
  return xml !== null && hasStrongSignatures(xml) ? xml : null;
}

/** SHA-1 can be forged, and an HMAC would be keyed with a certificate that everybody has. */
const hasStrongSignatures = (xml: string): boolean =>
  [...xml.matchAll(/<(?:[\w.-]+:)?(?:SignatureMethod|DigestMethod)\b[^>]*?\bAlgorithm\s*=\s*["']([^"']*)["']/g)].every(
    ([, algorithm = '']) => STRONG.test(algorithm),
  );

/**
 * Reads a signed assertion: whose it is, for whom, until when, and for which request. What it must say is compared here; audience and
 * conditions were compared by node-saml. Null when anything is missing.
 */
export function readAssertion(
  assertion: Node,
  attributes: Readonly<Record<string, unknown>>,
  expected: { readonly settings: ProviderSettings; readonly acsUrl: string; readonly nowMs: number },
): Asserted | null {
  const { settings, acsUrl, nowMs } = expected;
  const id = assertion.$?.['ID'];
  if (!id || textOf(only(assertion, 'Issuer')) !== settings.entityId) return null;
  const subject = only(assertion, 'Subject');
  const conditions = only(assertion, 'Conditions');
  if (!subject || !conditions) return null;
  const confirmed = listOf(subject, 'SubjectConfirmation').flatMap((one) => {
    const data = only(one, 'SubjectConfirmationData')?.$;
    const endsAtMs = Date.parse(data?.['NotOnOrAfter'] ?? '');
    const isOurs = one.$?.['Method'] === BEARER && data?.['Recipient'] === acsUrl && data['NotBefore'] === undefined;
    return isOurs && endsAtMs > nowMs - SKEW_MS ? [{ endsAtMs, inResponseTo: data['InResponseTo'] ?? null }] : [];
  })[0];
  const named = settings.emailAttribute === '' ? textOf(only(subject, 'NameID')) : attributes[settings.emailAttribute];
  const address = plainAddress(named);
  if (!confirmed || address === null) return null;
  const conditionsEnd = Date.parse(conditions.$?.['NotOnOrAfter'] ?? '');
  const endsAtMs = Math.max(confirmed.endsAtMs, Number.isNaN(conditionsEnd) ? 0 : conditionsEnd);
  const askedAtMs = Date.parse(listOf(assertion, 'AuthnStatement')[0]?.$?.['AuthnInstant'] ?? '');
  return { id, address, inResponseTo: confirmed.inResponseTo, askedAtMs: Number.isNaN(askedAtMs) ? null : askedAtMs, endsAtMs };
}

export const listOf = (node: Node, name: string): Node[] => (Array.isArray(node[name]) ? (node[name] as Node[]) : []);
/** The child of this name when there is exactly one. */
export const only = (node: Node, name: string): Node | null => {
  const [first, ...more] = listOf(node, name);
  return first && more.length === 0 ? first : null;
};
export const textOf = (node: Node | string | null): string => (typeof node === 'string' ? node : (node?._ ?? '')).trim();
