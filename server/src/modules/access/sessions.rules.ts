import type { AccessSettings, SessionLimit, SessionRole } from '@portico/contracts/access/settings.ts';
import type { SessionEnd } from '../../kernel/http/authenticate.ts';
import { SESSION_DEFAULTS } from './access.settings.ts';
import type { ProofMethod } from './proofs.rules.ts';

/** No role's limit is longer, and a browser forgets its cookie then. */
export const SESSION_DAYS = 30;
export const SESSION_SECONDS = SESSION_DAYS * 24 * 3600;
/** "Last seen" is written at most this often. */
export const TOUCH_SECONDS = 60;

const DAY = 24 * 3600 * 1000;
export const later = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();
export const sessionEnd = (now: string): string => later(now, SESSION_DAYS * DAY);

/** For a session in no account yet: what it may enter decides then. */
const WIDEST: SessionLimit = { idleMinutes: 43_200, maxHours: 720 };
/** The limit of a role: what the workspace set, else the default. */
export const limitFor = (stored: Partial<AccessSettings> | null, role: SessionRole | null): SessionLimit =>
  role === null ? WIDEST : (stored?.sessions?.[role] ?? SESSION_DEFAULTS[role]);

/** Since when a session must have been used, and its owner have proven who he is, to be good now. */
export const limitsSince = (limit: SessionLimit, now: string) => ({
  usedSince: later(now, -limit.idleMinutes * 60_000),
  provenSince: later(now, -limit.maxHours * 3_600_000),
});

interface Clocks {
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastSeenAt: string;
  readonly revokedAt: string | null;
  readonly endReason: string | null;
  readonly proofs: readonly { readonly at: string; readonly method: ProofMethod }[];
}

/** Stand beside a proof of who it is and say nothing of it themselves. */
export const SECOND_FACTORS: readonly ProofMethod[] = ['totp', 'recovery-code'];

/** Why a session is over, or null while it is good. */
export function endOf(session: Clocks, limit: SessionLimit, now: string): SessionEnd | null {
  if (session.revokedAt !== null) return ENDS.find((end) => end === session.endReason) ?? 'ended';
  const { usedSince, provenSince } = limitsSince(limit, now);
  if (session.lastSeenAt <= usedSince) return 'idle';
  // A second factor does not begin the time anew.
  const first = session.proofs.filter(({ method }) => !SECOND_FACTORS.includes(method));
  const provenAt = first.reduce((newest, { at }) => (at > newest ? at : newest), session.createdAt);
  return session.expiresAt <= now || provenAt <= provenSince ? 'too-long' : null;
}
const ENDS: readonly SessionEnd[] = ['ended', 'by-admin', 'password'];

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
