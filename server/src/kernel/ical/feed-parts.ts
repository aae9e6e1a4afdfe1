/** One line of an event, unfolded. The time zone is taken out of `text`, because zones are judged by `zones.ts`. */
export interface FeedLine {
  readonly name: string;
  readonly text: string;
  readonly tzid: string | null;
}
export interface FeedParts {
  /** False for what is no calendar at all: an error page, a sign-in page. */
  readonly isCalendar: boolean;
  readonly events: readonly (readonly FeedLine[])[];
  /** VTIMEZONE blocks by their TZID. */
  readonly zones: ReadonlyMap<string, string>;
  /** Events that could not even be cut out. */
  readonly broken: number;
}

/** All that busy times need. Titles, people and descriptions are dropped here, before anything is made of them. */
const KEPT: ReadonlySet<string> = new Set([
  'UID',
  'DTSTART',
  'DTEND',
  'DURATION',
  'RRULE',
  'RDATE',
  'EXDATE',
  'RECURRENCE-ID',
  'STATUS',
  'TRANSP',
  'X-MICROSOFT-CDO-BUSYSTATUS',
]);
const LONGEST_LINE = 20_000;
const MOST_LINES = 2_000;
const MOST_EVENTS = 50_000;
const MOST_ZONES = 100;

/**
 * Cuts a feed into events and time zones without understanding them, in one pass, so that one broken event costs only itself.
 *
 * @example splitFeed('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261122T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR').events.length // 1
 */
export function splitFeed(text: string): FeedParts {
  const events: FeedLine[][] = [];
  const zones = new Map<string, string>();
  let isCalendar = false;
  let broken = 0;
  let event: FeedLine[] | null = null;
  let zone: string[] | null = null;
  /** Components inside an event (alarms), by depth: theirs are not the event's own lines. */
  let inside = 0;
  for (const line of unfolded(text)) {
    const name = nameOf(line);
    const value =
      name === 'BEGIN' || name === 'END'
        ? line
            .slice(line.indexOf(':') + 1)
            .trim()
            .toUpperCase()
        : '';
    if (name === 'BEGIN' && value === 'VCALENDAR') isCalendar = true;
    if (zone) {
      if (zone.length < MOST_LINES) zone.push(line);
      if (name === 'END' && value === 'VTIMEZONE') {
        keepZone(zones, zone);
        zone = null;
      }
    } else if (event) {
      if (name === 'BEGIN' && value === 'VEVENT') {
        broken += 1;
        [event, inside] = [[], 0];
      } else if (name === 'BEGIN') inside += 1;
      else if (name === 'END' && value === 'VEVENT') {
        if (events.length < MOST_EVENTS) events.push(event);
        else broken += 1;
        event = null;
      } else if (name === 'END') inside = Math.max(0, inside - 1);
      else if (inside === 0 && KEPT.has(name) && event.length < MOST_LINES) event.push(lineOf(name, line));
    } else if (name === 'BEGIN' && value === 'VEVENT') [event, inside] = [[], 0];
    else if (name === 'BEGIN' && value === 'VTIMEZONE') zone = [line];
  }
  return { isCalendar, events, zones, broken: broken + (event ? 1 : 0) };
}

/** Lines as they were before they were folded; what is longer than any honest line loses its end. */
function* unfolded(text: string): Generator<string> {
  let line = '';
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; ) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const piece = text.slice(at, Math.min(text[end - 1] === '\r' ? end - 1 : end, at + LONGEST_LINE));
    at = end + 1;
    const isMore = piece.startsWith(' ') || piece.startsWith('\t');
    if (!isMore) {
      if (line !== '') yield line;
      line = piece;
    } else if (line.length < LONGEST_LINE) line += piece.slice(1);
  }
  if (line !== '') yield line;
}

function nameOf(line: string): string {
  const end = line.search(/[;:]/);
  return end < 0 ? '' : line.slice(0, end).trim().toUpperCase();
}

const TZID = /;TZID=(?:"([^"]*)"|([^;:"]*))/i;

function lineOf(name: string, line: string): FeedLine {
  const found = TZID.exec(line);
  if (!found) return { name, text: line, tzid: null };
  return { name, text: line.replace(found[0], ''), tzid: (found[1] ?? found[2] ?? '').trim() || null };
}

/** `RRULE:FREQ=YEARLY;BYMONTH=3` in its parts after the first colon. */
const partsOf = (line: string): string[] =>
  line
    .slice(line.indexOf(':') + 1)
    .toUpperCase()
    .trim()
    .split(';');

/** A zone changes twice a year; one that says it changes more often is there to keep somebody busy. */
function keepZone(zones: Map<string, string>, lines: readonly string[]): void {
  const tzid = lines.find((line) => nameOf(line) === 'TZID');
  const isWild = lines.some((line) => nameOf(line) === 'RRULE' && !partsOf(line).includes('FREQ=YEARLY'));
  const isLong = lines.length >= MOST_LINES || zones.size >= MOST_ZONES;
  if (tzid && !isWild && !isLong) zones.set(tzid.slice(tzid.indexOf(':') + 1).trim(), lines.join('\r\n'));
}
