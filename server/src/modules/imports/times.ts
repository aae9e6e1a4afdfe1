import { Temporal } from 'temporal-polyfill';
import type { TimeRules } from './maps/import-map.types.ts';

const PATTERN = /^(\d{2})-(\d{2})-(\d{4}) (\d{2}):(\d{2})$/;

/**
 * Reads the times of one file: local times without a zone become instants in the map's zone. A time that the zone skips in spring is
 * the later instant, one that it has twice in autumn the first. Null for what is no time of this format.
 *
 * @example clockOf(map.times)('29-02-2016 01:16') // '2016-02-29T00:16:00.000Z'
 */
export function clockOf({ timeZone }: Pick<TimeRules, 'timeZone'>): (text: string) => string | null {
  const seen = new Map<string, string | null>();
  return (text) => {
    const known = seen.get(text);
    if (known !== undefined) return known;
    // A log repeats its times; a small cache spares most of the calendar work and cannot grow with the file.
    if (seen.size > 5_000) seen.clear();
    const read = instantOf(text, timeZone);
    seen.set(text, read);
    return read;
  };
}

function instantOf(text: string, timeZone: string): string | null {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const [day, month, year, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  try {
    const local = Temporal.PlainDateTime.from({ year, month, day, hour, minute }, { overflow: 'reject' });
    const { epochMilliseconds } = local.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
    return new Date(epochMilliseconds).toISOString();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Is this an IANA zone that this machine knows? */
export function isTimeZone(timeZone: string): boolean {
  try {
    Temporal.PlainDateTime.from('2016-01-01T00:00').toZonedDateTime(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** A row that claims to be later than the row after it happened at that row's time: keeps the order without moving a row that is right. */
export function inOrder(times: readonly string[]): string[] {
  const ordered = [...times];
  for (let i = ordered.length - 2; i >= 0; i -= 1) {
    const [mine, next] = [ordered[i] as string, ordered[i + 1] as string];
    if (mine > next) ordered[i] = next;
  }
  return ordered;
}
