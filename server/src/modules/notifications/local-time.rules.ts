import { Temporal } from 'temporal-polyfill';

/** A zone this Node does not know (an old import) must not hold back what is due. */
const known = new Map<string, string>();
function zoneOf(timeZone: string): string {
  const found = known.get(timeZone);
  if (found) return found;
  let zone = timeZone;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
  } catch {
    zone = 'UTC';
  }
  known.set(timeZone, zone);
  return zone;
}

export interface LocalTime {
  /** `2026-11-21` */
  readonly date: string;
  /** Minutes after midnight. */
  readonly minute: number;
  /** 1 = Monday. */
  readonly weekday: number;
}

/** What a person's clock and calendar show at an instant. */
export function localTime(instant: string, timeZone: string): LocalTime {
  const at = Temporal.Instant.from(instant).toZonedDateTimeISO(zoneOf(timeZone));
  return { date: at.toPlainDate().toString(), minute: at.hour * 60 + at.minute, weekday: at.dayOfWeek };
}

/** The instant at which that clock shows it: a time that is skipped in spring comes an hour later, one that comes twice in autumn counts the first time. */
export function instantOf(date: string, minute: number, timeZone: string): string {
  const plainTime = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  const at = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zoneOf(timeZone), plainTime });
  return new Date(at.epochMilliseconds).toISOString();
}

export const dayAfter = (date: string, days = 1): string => Temporal.PlainDate.from(date).add({ days }).toString();
