const HOUR = 3600_000;
/** After a failure the next try waits: each one reads the whole database. */
const PAUSE_AFTER_FAILURE = HOUR;

export interface Schedule {
  readonly everyHours: number;
  /** UTC; the hour of the day at which one of the backups is made. */
  readonly hour: number;
}

/** Beginning of the period that `nowMs` is in. */
export function slotStart({ everyHours, hour }: Schedule, nowMs: number): number {
  const [length, offset] = [everyHours * HOUR, hour * HOUR];
  return Math.floor((nowMs - offset) / length) * length + offset;
}

/** Clocks are set back by seconds every day; what lies further ahead than this was written while the clock was wrong. */
const AHEAD = 10 * 60_000;
/** A time that has not come yet says nothing about what happened, however good it looks. */
export const isAhead = (ms: number, nowMs: number): boolean => ms > nowMs + AHEAD;

/** A period has one backup; a server that was off at the hour catches up when it is back. */
export function isDue(
  schedule: Schedule,
  facts: { readonly nowMs: number; readonly newestMs: number | null; readonly failedMs: number | null },
): boolean {
  const { nowMs, newestMs, failedMs } = facts;
  if (failedMs !== null && !isAhead(failedMs, nowMs) && nowMs - failedMs < PAUSE_AFTER_FAILURE) return false;
  return newestMs === null || isAhead(newestMs, nowMs) || newestMs < slotStart(schedule, nowMs);
}

const NAME = /^portico-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.backup$/;
const PARTIAL = /^portico-\d{8}T\d{6}Z\.backup\.partial$/;

/** `portico-20261122T023000Z.backup` */
export const nameOf = (iso: string): string => `portico-${iso.slice(0, 19).replace(/[-:]/g, '')}Z.backup`;

/** When a file of this name was begun; null when the name is none of ours. */
export function timeOf(name: string): number | null {
  const match = NAME.exec(name);
  if (!match) return null;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
export const isPartialName = (name: string): boolean => PARTIAL.test(name);

/** When the newest of these backups was begun, leaving out those that say they will be. */
export function newestOf(names: readonly string[], nowMs: number): number | null {
  const times = names.flatMap((name) => timeOf(name) ?? []).filter((ms) => !isAhead(ms, nowMs));
  return times.length === 0 ? null : Math.max(...times);
}

/**
 * Names to remove, oldest first: all but the newest `keep`. `keep` is at least 1, so the newest always stays. Those that say they are
 * of later than now take nobody's place, and stay until their time has come.
 */
export function toRemove(names: readonly string[], keep: number, nowMs: number): readonly string[] {
  const sorted = names.filter((name) => !isAhead(timeOf(name) ?? Number.POSITIVE_INFINITY, nowMs)).sort();
  return sorted.slice(0, Math.max(0, sorted.length - Math.max(1, keep)));
}
