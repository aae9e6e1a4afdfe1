/**
 * Where to go after sign-in, taken from a query string: only a path of our own pages, never another site.
 *
 * @example safeReturnPath('/tech/tickets/12?tab=log') // the same
 * @example safeReturnPath('//evil.example') // '/'
 */
export function safeReturnPath(path: unknown, fallback = '/'): string {
  if (typeof path !== 'string' || path.length > 2000) return fallback;
  // Browsers read "\" as "/" and skip tabs and line breaks, so `/\t/evil` would leave the site.
  if (!path.startsWith('/') || /[\\\p{Cc}]/u.test(path)) return fallback;
  const base = 'http://portico.invalid';
  const url = URL.parse(path, base);
  if (url?.origin !== base || /^\/(\/|%2f|%5c)/i.test(url.pathname)) return fallback;
  if (url.pathname.startsWith('/api/') || url.pathname.startsWith('/socket.io')) return fallback;
  return `${url.pathname}${url.search}${url.hash}`;
}
