/** Nobody stays signed in longer than this, however often they come back. */
export const SESSION_DAYS = 30;
export const SESSION_SECONDS = SESSION_DAYS * 24 * 3600;
/** A session nobody used for this long is over. */
export const IDLE_DAYS = 7;
/** "Last seen" is written at most this often. */
export const TOUCH_SECONDS = 60;

const DAY = 24 * 3600 * 1000;
export const later = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();
export const sessionEnd = (now: string): string => later(now, SESSION_DAYS * DAY);
export const idleSince = (now: string): string => later(now, -IDLE_DAYS * DAY);

/** Is the session still good, by both of its clocks? */
export const isLive = (session: { readonly expiresAt: string; readonly lastSeenAt: string }, now: string): boolean =>
  session.expiresAt > now && session.lastSeenAt > idleSince(now);

export const needsTouch = (lastAt: string | null, now: string): boolean => lastAt === null || lastAt <= later(now, -TOUCH_SECONDS * 1000);

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Browser and system in words, enough to recognise one's own devices. @example deviceOf(userAgent) // 'Firefox on Windows' */
export function deviceOf(userAgent: string | null): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? 'Unknown device';
}
