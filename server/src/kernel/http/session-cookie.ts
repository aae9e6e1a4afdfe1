/** `__Host-` binds the cookie to this very host over https; browsers refuse it on plain http, where the demo runs. */
export const sessionCookieName = (publicUrl: string): string => (isSecure(publicUrl) ? '__Host-portico' : 'portico');

/** The cookie by which sign-in tells browsers apart (a code works only where it was asked for). */
export const browserCookieName = (publicUrl: string): string => `${sessionCookieName(publicUrl)}_browser`;

export const isSecure = (publicUrl: string): boolean => publicUrl.startsWith('https:');

export const sessionCookieOptions = (publicUrl: string) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(publicUrl) }) as const;

/** Reads one cookie from a raw header; for handshakes that do not pass through Fastify. */
export function cookieOf(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [key, ...value] = pair.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return null;
}
