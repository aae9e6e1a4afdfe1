import { Temporal } from 'temporal-polyfill';
import Format from 'typebox/format';
import System from 'typebox/system';

const LONGEST_ERROR_LIST = 100;
const instantShape = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;
const webProtocols = new Set(['http:', 'https:']);
const linkProtocols = new Set(['http:', 'https:', 'mailto:', 'tel:']);

const isLink = (value: string, protocols: ReadonlySet<string>): boolean => {
  if (/\s/.test(value)) return false;
  const url = URL.parse(value);
  return url !== null && protocols.has(url.protocol);
};

/**
 * Makes string formats mean what the product needs. Stricter than RFC where leniency would hurt: no year 0000 (PostgreSQL has
 * none), no bracketed zones in instants, and no `javascript:` or `data:` in links, because they end up in an `href`.
 * typebox stops after eight errors; a form with twenty wrong fields should say so at once.
 */
export function installFormats(): void {
  System.Settings.Set({ maxErrors: LONGEST_ERROR_LIST });
  Format.Set('date-time', (value) => instantShape.test(value) && Format.IsDateTime(value));
  Format.Set('date', (value) => !value.startsWith('0000') && Format.IsDate(value));
  Format.Set('uri', (value) => isLink(value, linkProtocols));
  Format.Set('url', (value) => isLink(value, webProtocols));
}

/** `2026-11-21T09:00:00+01:00` → `2026-11-21T08:00:00.000Z`: instants are compared as strings, so there is only one spelling. */
export const normalInstant = (value: string): string =>
  Temporal.Instant.from(value).toString({ smallestUnit: 'millisecond', roundingMode: 'trunc' });
