import { subPathOf } from './sub-path.ts';

/**
 * `__Host-` binds the cookie to this very host over https; browsers refuse it on plain http, where the demo runs, and below a
 * sub-path, where the cookie stays away from what else lives on that host.
 */
export const sessionCookieName = (publicUrl: string): string =>
  !isSecure(publicUrl) ? 'portico' : subPathOf(publicUrl) === '' ? '__Host-portico' : '__Secure-portico';

/** The cookie by which sign-in tells browsers apart (a code works only where it was asked for). */
export const browserCookieName = (publicUrl: string): string => `${sessionCookieName(publicUrl)}_browser`;

/** The cookie of an impersonation, below its own path; without `__Host-`, which wants the root. */
export const placeCookieName = (publicUrl: string, id: number): string => `${isSecure(publicUrl) ? '__Secure-' : ''}portico_as_${id}`;

export const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https:');

export const sessionCookieOptions = (publicUrl: string) =>
  ({ path: subPathOf(publicUrl) || '/', httpOnly: true, sameSite: 'lax', secure: isSecure(publicUrl) }) as const;

/** Reads one cookie from a raw header; for handshakes that do not pass through Fastify. */
export function cookieOf(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return null;
}
