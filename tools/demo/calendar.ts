import type { Gap } from './script.ts';

const MINUTE = 60_000;
const FRESH = 180 * MINUTE;
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function local(ms: number): { readonly weekend: boolean; readonly minute: number } {
  const part = Object.fromEntries(clock.formatToParts(ms).map(({ type, value }) => [type, value]));
  return { weekend: part.weekday === 'Sat' || part.weekday === 'Sun', minute: Number(part.hour) * 60 + Number(part.minute) };
}

/** The same instant inside office hours (7:10–18:20 in Bremen), else an earlier one that is. */
function intoOfficeHours(ms: number): number {
  let at = ms;
  for (;;) {
    const { weekend, minute } = local(at);
    if (!weekend && minute >= 430 && minute <= 1100) return at;
    // Back by the part of an hour that lands somewhere in the afternoon instead of always at closing time.
    at -= (minute > 1100 && !weekend ? Math.max(20, minute - 1080 + ((Math.floor(at / MINUTE) * 31) % 83)) : 97) * MINUTE;
  }
}

export function minutesOf(gap: Gap): number {
  const factor = { m: 1, h: 60, d: 1440 }[gap.at(-1) as 'm' | 'h' | 'd'];
  return Number(gap.slice(0, -1)) * factor;
}

/**
 * Lays beats on the calendar backwards from the end, so that the newest is always `ago` minutes old whatever the hour, and
 * everything older than three hours falls into office hours. `created` lies before the first beat by that beat's gap.
 */
export function layOut(now: number, ago: number, gaps: readonly Gap[]): { readonly created: number; readonly times: readonly number[] } {
  const place = (ms: number) => (now - ms < FRESH ? ms : intoOfficeHours(ms));
  const times: number[] = [];
  let at = place(now - ago * MINUTE);
  for (const gap of [...gaps].reverse()) {
    times.unshift(at);
    const minutes = minutesOf(gap);
    if (minutes > 0) at = place(at - minutes * MINUTE);
  }
  return { created: at, times };
}

export const instant = (ms: number): string => new Date(ms).toISOString();
