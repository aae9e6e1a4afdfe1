import { domainToASCII, domainToUnicode } from 'node:url';
import { PUBLIC_MAIL_DOMAINS } from './public-domains.data.ts';

export interface Address {
  /** Every spelling of the same address, in lower case: a domain with umlauts may be written in two ways. */
  readonly spellings: readonly string[];
  readonly domains: readonly string[];
  /** `anna+anything@…`: one mailbox with any number of addresses. */
  readonly hasTag: boolean;
}

/** Takes an address apart; only the whole domain counts, so that `mail.contoso.com` is not `contoso.com`. */
export function readAddress(email: string): Address {
  const plain = email.trim().toLowerCase();
  const at = plain.lastIndexOf('@');
  const local = plain.slice(0, at);
  const domain = plain.slice(at + 1).replace(/\.$/, '');
  const ascii = domainToASCII(domain);
  // What is no domain at all matches none.
  const domains = at <= 0 || ascii === '' ? [] : [...new Set([domain, ascii, domainToUnicode(ascii)])];
  return {
    spellings: domains.length === 0 ? [plain] : domains.map((one) => `${local}@${one}`),
    domains,
    hasTag: local.includes('+'),
  };
}

/** Can anybody have an address there? */
export const isPublicDomain = (domain: string): boolean => PUBLIC_MAIL_DOMAINS.has(domainToASCII(domain.toLowerCase()));
