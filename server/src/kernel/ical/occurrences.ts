import ICAL from 'ical.js';
import type { FeedLine } from './feed-parts.ts';
import { timeOf, utcZone, type Wall, type Zone } from './zones.ts';

/** From and to as milliseconds of UTC, the end not included. */
export type Span = readonly [from: number, to: number];
/** An event whose repetitions were not followed to their end. */
export class TooManyRepetitions extends Error {
  readonly found: readonly Span[];
  constructor(found: readonly Span[]) {
    super('The event repeats too often.');
    this.found = found;
  }
}

const DAY = 86_400_000;
/** Twenty years of every day are 7,300. */
const MOST_REPETITIONS = 20_000;

interface Moment {
  readonly wall: Wall;
  readonly zone: Zone;
  readonly isDate: boolean;
}
type ZoneOf = (tzid: string | null) => Zone;

/** What an event says of itself, in moments; throws when it is broken. */
export interface FeedEvent {
  readonly uid: string;
  readonly start: Moment;
  /** How long the clock on the wall runs; null = the end has a zone of its own. */
  readonly length: number;
  readonly isBusy: boolean;
  /** Which repetition of the event with the same UID this one stands for. */
  readonly replaces: number | null;
  readonly rules: readonly ICAL.Recur[];
  readonly extra: readonly Moment[];
  readonly without: readonly Moment[];
}

/** True when the event cannot touch the span, seen from the digits of its dates alone: most of a long feed is past. */
export function isFarAway(lines: readonly FeedLine[], [from, to]: Span): boolean {
  if (lines.some(({ name }) => name === 'RRULE' || name === 'RDATE' || name === 'DURATION' || name === 'RECURRENCE-ID')) return false;
  const start = dayIn(lines, 'DTSTART');
  const end = dayIn(lines, 'DTEND') ?? start;
  return start !== null && end !== null && (start > to + 2 * DAY || end < from - 2 * DAY);
}
function dayIn(lines: readonly FeedLine[], name: string): number | null {
  const [, year, month, day] = /:(\d{4})(\d{2})(\d{2})/.exec(lines.find((line) => line.name === name)?.text ?? '') ?? [];
  return year === undefined ? null : Date.UTC(Number(year), Number(month) - 1, Number(day));
}

export function readEvent(lines: readonly FeedLine[], zoneOf: ZoneOf): FeedEvent {
  const text = ['BEGIN:VEVENT', ...lines.map((line) => line.text), 'END:VEVENT'].join('\r\n');
  const properties = new ICAL.Component(ICAL.parse(text)).getAllProperties();
  const named = (name: string) =>
    lines.flatMap((line, index) => {
      const property = properties[index];
      return line.name === name && property ? [{ property, tzid: line.tzid }] : [];
    });
  const moments = (name: string) =>
    named(name).flatMap(({ property, tzid }) => property.getValues().map((value) => momentOf(value, zoneOf(tzid))));
  const word = (name: string) => String(named(name)[0]?.property.getFirstValue() ?? '').toUpperCase();
  const [start] = moments('DTSTART');
  if (!start) throw new Error('An event without a start.');
  const [end] = moments('DTEND');
  const lasts = named('DURATION')[0]?.property.getFirstValue();
  const [replaced] = moments('RECURRENCE-ID');
  return {
    uid: String(named('UID')[0]?.property.getFirstValue() ?? ''),
    start,
    length: end ? lengthTo(start, end) : lasts instanceof ICAL.Duration ? lasts.toSeconds() * 1000 : start.isDate ? DAY : 0,
    isBusy: word('TRANSP') !== 'TRANSPARENT' && word('STATUS') !== 'CANCELLED' && word('X-MICROSOFT-CDO-BUSYSTATUS') !== 'FREE',
    replaces: replaced ? utcOf(replaced) : null,
    rules: named('RRULE').flatMap(({ property }) => property.getValues().filter((value) => value instanceof ICAL.Recur)),
    extra: moments('RDATE'),
    without: moments('EXDATE'),
  };
}

function momentOf(value: unknown, zone: Zone): Moment {
  const time = value instanceof ICAL.Period ? value.start : value;
  if (!(time instanceof ICAL.Time)) throw new Error('A time that is none.');
  const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  if (Number.isNaN(wall)) throw new Error('A time that is none.');
  return { wall, zone: time.zone === ICAL.Timezone.utcTimezone ? utcZone : zone, isDate: time.isDate };
}
const utcOf = ({ wall, zone }: Moment): number => zone.toUtc(wall);

/** On the clock of the start, so that a repeated event ends at the same time of day after the clocks were changed. */
const lengthTo = (start: Moment, end: Moment): number =>
  start.zone === end.zone ? end.wall - start.wall : start.zone.toWall(utcOf(end)) - start.wall;

/** The times of an event within a span. `replaced` are repetitions that other events stand for. */
export function occurrencesOf(event: FeedEvent, [from, to]: Span, replaced: ReadonlySet<number>): Span[] {
  if (!event.isBusy || event.length <= 0) return [];
  const { zone } = event.start;
  // A clock on the wall is at most 14 hours from UTC.
  const [first, last] = [from - event.length - DAY, to + DAY];
  const leftOut = new Set(event.without.filter(({ isDate }) => !isDate || event.start.isDate).map(utcOf));
  const days = new Set(event.without.filter(({ isDate }) => isDate).map(({ wall }) => wall));
  const found = new Map<number, Span>();
  const add = (wall: Wall): void => {
    if (wall < first || wall > last || days.has(Math.floor(wall / DAY) * DAY)) return;
    const start = zone.toUtc(wall);
    const end = zone.toUtc(wall + event.length);
    if (end <= from || start >= to || end <= start || leftOut.has(start) || replaced.has(start)) return;
    found.set(start, [Math.max(start, from), Math.min(end, to)]);
  };
  if (event.rules.length === 0) add(event.start.wall);
  for (const extra of event.extra) add(zone.toWall(utcOf(extra)));
  let left = MOST_REPETITIONS;
  for (const rule of event.rules) {
    const walls = repetitions(rule, event.start, first);
    for (let wall = walls(); wall !== null && wall <= last; wall = walls()) {
      add(wall);
      if (--left <= 0) throw new TooManyRepetitions([...found.values()]);
    }
  }
  return [...found.values()];
}

/** The library counts on the clock on the wall; an end that is said in UTC is put on it first. */
function repetitions(rule: ICAL.Recur, start: Moment, from: Wall): () => Wall | null {
  if (rule.until) {
    const { year, month, day, hour, minute, second, isDate, zone } = rule.until;
    const wall = isDate ? Date.UTC(year, month - 1, day, 23, 59, 59) : Date.UTC(year, month - 1, day, hour, minute, second);
    rule.until = timeOf(!isDate && zone === ICAL.Timezone.utcTimezone ? start.zone.toWall(wall) : wall);
  }
  const iterator = rule.iterator(timeOf(closerStart(rule, start.wall, from)));
  return () => {
    const next = iterator.next();
    return next ? Date.UTC(next.year, next.month - 1, next.day, next.hour, next.minute, next.second) : null;
  };
}

const STEPS: Readonly<Record<string, number>> = { SECONDLY: 1000, MINUTELY: 60_000, HOURLY: 3_600_000, DAILY: DAY, WEEKLY: 7 * DAY };

/** Whole steps later the same repetitions follow, so years need not be counted through; a rule that counts must be. */
function closerStart(rule: ICAL.Recur, start: Wall, from: Wall): Wall {
  const step = (STEPS[rule.freq] ?? 0) * rule.interval;
  if (!(rule.interval >= 1)) throw new Error('An interval that is none.');
  return rule.count || step === 0 || start >= from ? start : start + Math.floor((from - start) / step) * step;
}

/** Spans that touch or overlap become one. */
export function merged(spans: readonly Span[]): Span[] {
  const result: [number, number][] = [];
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
