/** Dates and times in words, by calendar days of the viewer's own zone: 23:50 yesterday is "yesterday", not "20 minutes ago". */
export interface Place {
  readonly locale: string;
  readonly timeZone: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(place: Place, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${place.locale}|${place.timeZone}|${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(place.locale, { timeZone: place.timeZone, ...options });
    formats.set(key, found);
  }
  return found;
}

/** Number of the calendar day an instant falls on in a zone; two of them subtract to whole days. */
export function dayNumber(instant: number, timeZone: string): number {
  const parts = format({ locale: 'en-CA', timeZone }, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant);
  const [year = 0, month = 1, day = 1] = parts.split('-').map(Number);
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

export const daysBetween = (from: number, to: number, timeZone: string): number => dayNumber(to, timeZone) - dayNumber(from, timeZone);

/** "just now", "20 min ago", "Today, 09:12", "Yesterday, 17:20", "Thu, 16:42", "18 Nov, 08:51", "18 Nov 2025". */
export function relativeTime(instant: string, now: number, place: Place): string {
  const then = Date.parse(instant);
  if (Number.isNaN(then)) return '';
  const past = now - then;
  const relative = new Intl.RelativeTimeFormat(place.locale, { numeric: 'auto', style: 'short' });
  const days = daysBetween(now, then, place.timeZone);
  if (Math.abs(past) < 45_000) return new Intl.RelativeTimeFormat(place.locale, { numeric: 'auto' }).format(0, 'second');
  if (days === 0 && Math.abs(past) < HOUR) return relative.format(-Math.trunc(past / MINUTE) || (past > 0 ? -1 : 1), 'minute');
  return shortStamp(instant, now, place);
}

/** The same without "20 min ago", for places that do not refresh. */
export function shortStamp(instant: string, now: number, place: Place): string {
  const then = Date.parse(instant);
  if (Number.isNaN(then)) return '';
  const days = daysBetween(now, then, place.timeZone);
  const time = format(place, { hour: '2-digit', minute: '2-digit' }).format(then);
  if (Math.abs(days) <= 1)
    return `${capital(new Intl.RelativeTimeFormat(place.locale, { numeric: 'auto' }).format(days, 'day'), place.locale)}, ${time}`;
  if (days < 0 && days > -7) return `${format(place, { weekday: 'short' }).format(then)}, ${time}`;
  const sameYear = format(place, { year: 'numeric' }).format(then) === format(place, { year: 'numeric' }).format(now);
  if (sameYear) return `${format(place, { day: 'numeric', month: 'short' }).format(then)}, ${time}`;
  return format(place, { day: 'numeric', month: 'short', year: 'numeric' }).format(then);
}

/** Only the time of today's instants, the day with it for others. */
export function clockOrStamp(instant: string, now: number, place: Place): string {
  const then = Date.parse(instant);
  if (Number.isNaN(then) || daysBetween(now, then, place.timeZone) !== 0) return shortStamp(instant, now, place);
  return format(place, { hour: '2-digit', minute: '2-digit' }).format(then);
}

/** The end of something whose start stands before it: the day only when it is another one. */
export const endStamp = (start: string, end: string, now: number, place: Place): string =>
  daysBetween(Date.parse(start), Date.parse(end), place.timeZone) === 0
    ? clockOrStamp(end, Date.parse(start), place)
    : shortStamp(end, now, place);

const number = (value: number, locale: string, digits = 0): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);

/** Age for dense columns in the symbols every language reads: "4 min", "2 h", "3 d". */
export function age(instant: string, now: number, place: Place): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(instant)) / MINUTE));
  if (minutes < 60) return `${number(minutes, place.locale)} min`;
  if (minutes < 24 * 60) return `${number(Math.floor(minutes / 60), place.locale)} h`;
  return `${number(Math.floor(minutes / 1440), place.locale)} d`;
}

/** The whole truth, for tooltips: weekday, date, time with seconds and the zone. */
export function fullStamp(instant: string, place: Place): string {
  const then = Date.parse(instant);
  if (Number.isNaN(then)) return '';
  return format(place, {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(then);
}

/** A calendar day without time or zone, `2026-12-01`; it is never converted. */
export function formatDay(day: string, locale: string, style: 'long' | 'short' = 'long'): string {
  const instant = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(instant)) return '';
  const options: Intl.DateTimeFormatOptions =
    style === 'long'
      ? { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }
      : { day: 'numeric', month: 'short', year: 'numeric' };
  return format({ locale, timeZone: 'UTC' }, options).format(instant);
}

/** A span such as time spent: "1 h 12 min", "25 min". */
export function formatDuration(minutes: number, locale: string): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  return [hours > 0 ? `${number(hours, locale)} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}

/** A countdown such as an SLA clock: "0:42", "−0:18", "1 d 2 h". */
export function formatCountdown(ms: number, locale: string): string {
  const sign = ms < 0 ? '−' : '';
  const minutes = Math.floor(Math.abs(ms) / MINUTE);
  if (minutes < 24 * 60) return `${sign}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return `${sign}${number(Math.floor(minutes / 1440), locale)} d ${Math.floor((minutes % 1440) / 60)} h`;
}

/** "214 kB", "1.2 MB". */
export function formatBytes(bytes: number, locale: string): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${number(bytes / 1000, locale)} kB` : `${number(bytes / 1_000_000, locale, 1)} MB`;
}

const capital = (text: string, locale: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

/** What a `datetime-local` field holds for an instant in a zone: "2026-12-01T09:30". */
export function toLocalInput(instant: string, timeZone: string): string {
  const parts = format(
    { locale: 'en-CA', timeZone },
    { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  ).formatToParts(Date.parse(instant));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

/** The instant of a clock time in a zone. A time that daylight saving skips moves to the one after it. */
export function fromLocalInput(local: string, timeZone: string): string | null {
  const wanted = Date.parse(`${local}:00Z`);
  if (Number.isNaN(wanted)) return null;
  let guess = wanted;
  // The zone's offset is only known at the answer, so the first guess is corrected by what it shows; twice covers a change of offset.
  for (let round = 0; round < 2; round++) guess += wanted - Date.parse(`${toLocalInput(new Date(guess).toISOString(), timeZone)}:00Z`);
  return new Date(guess).toISOString();
}
