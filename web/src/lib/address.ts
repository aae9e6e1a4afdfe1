/** How the address in the browser differs from the one the server is set to (PUBLIC_URL). */
export interface Stray {
  readonly kind: 'other' | 'insecure';
  /** What the browser shows, without the page. */
  readonly opened: string;
  /** What PUBLIC_URL would have to be for the opened address to be right. */
  readonly wanted: string;
  readonly set: string;
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Only the browser knows for certain what was typed; the server sees what proxies left of it.
 *
 * @example judgeAddress('http://helpdesk.local', 'https://portal.example.com', '')
 */
export function judgeAddress(openedOrigin: string, publicUrl: string | null, subPath: string): Stray | null {
  const set = publicUrl === null ? null : URL.parse(publicUrl);
  const opened = URL.parse(openedOrigin);
  if (!set || !opened || set.origin === opened.origin) return null;
  const isHere = LOOPBACK.test(opened.hostname);
  // This machine under its other names; only a demo or a developer is set to it.
  if (isHere && LOOPBACK.test(set.hostname) && opened.port === set.port && opened.protocol === set.protocol) return null;
  const kind = opened.protocol === 'http:' && set.protocol === 'https:' && !isHere ? 'insecure' : 'other';
  return { kind, opened: opened.origin + subPath, wanted: opened.origin + subPath, set: publicUrl ?? '' };
}

/**
 * Where a page belongs that was opened beside the sub-path (the proxy passes on more than it should); null when it is in its
 * place. The answer lies below the sub-path, so going there happens once.
 */
export const placeBelow = (path: string, subPath: string): string | null =>
  subPath === '' || path === subPath || path.startsWith(`${subPath}/`) ? null : subPath + path;
