import type { CalendarProblem } from '@portico/contracts/profiles/shapes.ts';
import { FeedError } from '../../kernel/ical/read-feed.ts';
import { OutsideError, type OutsideReason } from '../../kernel/outbound/outside-error.ts';
import { type AvailabilityRow, availabilityAt } from '../techs/index.ts';

export const AVAILABLE: AvailabilityRow = { availability: 'available', availabilityUntil: null, availabilityBy: 'hand' };

/** The busy time somebody is in, and until when "available", said by hand, stands against it. */
export interface CalendarNow {
  readonly busyUntil: string | null;
  readonly overriddenUntil: string | null;
}

/** What follows for somebody's state: what was said by hand stays until its end, then the calendar says. */
export function stateBy(row: AvailabilityRow, calendar: CalendarNow, now: string): AvailabilityRow {
  const state = availabilityAt(row, now);
  if (row.availabilityBy === 'hand' && state !== 'available') return row;
  const isOverridden = calendar.overriddenUntil !== null && calendar.overriddenUntil > now;
  if (calendar.busyUntil === null || isOverridden) return AVAILABLE;
  return { availability: 'busy', availabilityUntil: calendar.busyUntil, availabilityBy: 'calendar' };
}

const MINUTE = 60_000;
const USUAL = 15 * MINUTE;
const LONGEST = 12 * 60 * MINUTE;
const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();

/**
 * When to ask again: every quarter of an hour, spread by the id so that not all ask at once; after failures ever later, or when the
 * other side said, within limits.
 */
export function nextTime(now: string, techId: number, failures: number, retryAfter: string | null = null): string {
  const spread = (techId % 60) * 1000;
  if (failures === 0) return later(now, USUAL + spread);
  const wait = Math.min(LONGEST, USUAL * 2 ** Math.min(failures - 1, 6));
  const asked = /^\d{1,7}$/.test(retryAfter ?? '') ? Number(retryAfter) * 1000 : 0;
  return later(now, Math.min(2 * LONGEST, Math.max(wait, asked)) + spread);
}

export const BEFORE_MS = 24 * 60 * MINUTE;
export const AHEAD_MS = 14 * 24 * 60 * MINUTE;
/** "Nothing new" is no answer any more when what is known does not reach far enough. */
export const isFarEnough = (coversUntil: string | null, now: string): boolean =>
  coversUntil !== null && Date.parse(coversUntil) - Date.parse(now) > AHEAD_MS / 2;

/** `webcal://` is how calendars write https. */
export const withoutWebcal = (address: string): string => address.trim().replace(/^webcals?:\/\//i, 'https://');

const OF_OUTSIDE: Readonly<Record<OutsideReason, CalendarProblem>> = {
  url: 'address',
  scheme: 'address',
  credentials: 'address',
  port: 'inside',
  name: 'inside',
  address: 'inside',
  redirect: 'redirect',
  header: 'unreadable',
  size: 'size',
  encoding: 'unreadable',
  time: 'time',
  network: 'network',
};

export function problemOf(error: unknown): CalendarProblem {
  if (error instanceof OutsideError) return OF_OUTSIDE[error.reason];
  if (error instanceof FeedError) return error.reason;
  return 'unreadable';
}
export function problemOfStatus(status: number): CalendarProblem | null {
  if (status === 200 || status === 304) return null;
  if (status === 401 || status === 403) return 'denied';
  if (status === 404 || status === 410) return 'gone';
  return 'status';
}
