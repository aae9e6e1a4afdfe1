import type { Crypto } from '../crypto/crypto.ts';

/** Longest life of any link: one month. */
export const MAX_LINK_SECONDS = 31 * 24 * 3600;
export const PAGE_LINK_SECONDS = 3600;
const PURPOSE = 'files.link';

/**
 * Whom a link serves. `page`: only while signed in as this account. `bearer`: whoever holds it (mails, programs); the account
 * it was made for is kept, so that its access can still be withdrawn.
 */
export interface LinkBinding {
  readonly mode: 'page' | 'bearer';
  readonly accountId: number | null;
}
export interface LinkTarget {
  readonly fileId: number;
  readonly variant: string;
}
export type LinkVerdict =
  | { readonly state: 'valid' | 'expired'; readonly binding: LinkBinding; readonly expires: number }
  | { readonly state: 'forged' };

/**
 * Signs and checks `/files/{id}/{variant}/{name}?e=…&a=…&s=…`. The name in the path is for people and is not signed.
 *
 * @example links.path({ fileId: 7, variant: 'original' }, 'offer.pdf', { mode: 'page', accountId: 3 }, nowSeconds + 3600)
 */
export class FileLinks {
  readonly #crypto: Pick<Crypto, 'mac' | 'macMatches'>;
  /** The path of PUBLIC_URL, '' or '/portico', with which every address of ours begins. */
  readonly subPath: string;

  constructor(crypto: Pick<Crypto, 'mac' | 'macMatches'>, subPath = '') {
    this.#crypto = crypto;
    this.subPath = subPath;
  }

  path(target: LinkTarget, name: string, binding: LinkBinding, expires: number): string {
    const e = Math.floor(expires).toString(36);
    const a = `${binding.mode === 'bearer' ? 'b' : 'p'}${binding.accountId ?? ''}`;
    const shown = /^\.*$/.test(name) ? 'file' : encodeURIComponent(name.toWellFormed());
    return `${this.subPath}/files/${target.fileId}/${target.variant}/${shown}?e=${e}&a=${a}&s=${this.#crypto.mac(PURPOSE, signedText(target, a, e))}`;
  }

  check(target: LinkTarget, query: { readonly e?: unknown; readonly a?: unknown; readonly s?: unknown }, nowSeconds: number): LinkVerdict {
    const { e, a, s } = query;
    if (typeof e !== 'string' || typeof a !== 'string' || typeof s !== 'string') return { state: 'forged' };
    if (!this.#crypto.macMatches(PURPOSE, signedText(target, a, e), s)) return { state: 'forged' };
    const expires = Number.parseInt(e, 36);
    const binding: LinkBinding = { mode: a[0] === 'b' ? 'bearer' : 'page', accountId: a.length > 1 ? Number(a.slice(1)) : null };
    return { state: expires > nowSeconds ? 'valid' : 'expired', binding, expires };
  }
}

const signedText = ({ fileId, variant }: LinkTarget, a: string, e: string): string => `${fileId}\n${variant}\n${a}\n${e}`;

/**
 * When a link made now should end. Rounded up, so that the same picture keeps the same address for a while and the browser's
 * cache works; never more than a quarter longer than asked, never more than a month.
 */
export function linkExpiry(nowSeconds: number, wantedSeconds: number = PAGE_LINK_SECONDS): number {
  const step = Math.max(60, Math.floor(wantedSeconds / 4));
  return Math.min(Math.ceil((nowSeconds + wantedSeconds) / step) * step, nowSeconds + MAX_LINK_SECONDS);
}
