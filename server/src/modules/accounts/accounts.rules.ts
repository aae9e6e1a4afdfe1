import { invalidField } from '../../kernel/errors.ts';

/** Letters that Unicode does not take apart, but that people type without. */
const PLAIN: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

/** Text as search compares it: lower case, no accents, compatibility forms resolved. @example fold('Zoë Weiß') // 'zoe weiss' */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, (letter) => PLAIN[letter] ?? letter);

/** Scripts written without spaces count sign by sign, so that a part of a sentence is found. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[[\p{L}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]]+/gv;
/** PostgreSQL refuses documents of a megabyte; a description has at most 200 000 characters, and the last ones are searched least. */
const LONGEST_TEXT = 150_000;
const LONGEST_WORD = 200;

/** The words of a text, folded. Everything else (dots of an address, quotes, operators of a query language) only separates them. */
export const wordsOf = (text: string): string[] =>
  (fold(text.slice(0, LONGEST_TEXT)).slice(0, LONGEST_TEXT).match(WORD) ?? []).map((word) => word.slice(0, LONGEST_WORD));

/** What somebody typed as a tsquery in which every word may go on, or null when it holds no word. Enough words for any real search. */
export function prefixQueryText(typed: string): string | null {
  const words = [...new Set(wordsOf(typed))].slice(0, 20);
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(' & ');
}

/** Is this a zone of the IANA database, as the time library knows it? Offsets such as "+02:00" are not: they have no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Refuses a time zone nobody could compute with; null and undefined pass. */
export function checkTimeZone(zone: string | null | undefined, path = 'timeZone'): void {
  if (zone === null || zone === undefined || isTimeZone(zone)) return;
  throw invalidField(path, 'timeZone.unknown', 'This time zone is not known. Choose one from the list, such as Europe/Berlin.');
}

/** A display name as it is kept: one line, single spaces. Refuses a name of nothing but spaces or invisible characters. */
export function cleanName(name: string): string {
  const clean = name.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  if (!/[^\p{Z}\p{C}]/u.test(clean)) throw invalidField('name', 'name.empty', 'Enter a name that can be read.');
  return clean;
}

/** Only what a browser opens without running anything, and never with a password in it. */
const LINK_SCHEMES = ['http:', 'https:', 'ftp:', 'ws:', 'wss:'];

/** Refuses links that are no address of the web; undefined passes. */
export function checkLinks(links: readonly { readonly url: string }[] | undefined): void {
  for (const [index, { url }] of (links ?? []).entries()) {
    const parsed = URL.canParse(url.trim()) ? new URL(url.trim()) : null;
    if (!parsed || !LINK_SCHEMES.includes(parsed.protocol) || parsed.hostname === '' || parsed.password !== '')
      throw invalidField(
        `links.${index}.url`,
        'link.invalid',
        'Enter a whole address that begins with https://, http://, ftp:// or wss://.',
      );
  }
}

/** Links as they are kept: the address as the browser writes it, a label that is never empty. */
export const tidyLinks = (links: readonly { readonly label: string; readonly url: string }[]) =>
  links.map(({ label, url }) => ({ label: label.trim() || new URL(url.trim()).hostname, url: new URL(url.trim()).href }));

/**
 * A phone number as people write it, E.164 or not: digits with the usual signs between them and an extension behind. Kept as
 * typed, because a local number means something only where it is dialled.
 */
const PHONE = /^[+(]?[\d\s().\-/–]{2,}(?:\s*(?:x|ext\.?|extension|durchwahl|dw|#)\s*\d{1,8})?$/iu;
/** Judged only up to this length: the pattern takes long on pages of blanks. */
const LONGEST_PHONE = 100;
export const isPhone = (text: string): boolean =>
  text.length <= LONGEST_PHONE && PHONE.test(text.trim()) && (text.match(/\d/g)?.length ?? 0) >= 3;

/** Refuses what nobody could dial; null and undefined pass. */
export function checkPhones(values: { readonly phone?: string | null | undefined; readonly mobile?: string | null | undefined }): void {
  for (const path of ['phone', 'mobile'] as const) {
    const value = values[path];
    if (value && !isPhone(value)) throw invalidField(path, 'phone.invalid', 'Enter a phone number, such as +49 30 1234567 or 0301234-22.');
  }
}
