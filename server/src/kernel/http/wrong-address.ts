import { forbidden, type Refusal } from '../errors.ts';
import { isLoopbackName } from './this-machine.ts';

const HOST = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$|^\[[0-9a-f:.]{2,45}\]$/i;

/** An `Origin` header that may be repeated to people: scheme, host and port, nothing a stranger could smuggle in. */
function originOf(header: string | undefined): URL | null {
  const url = header === undefined ? null : URL.parse(header);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || !HOST.test(url.hostname)) return null;
  return url.origin === header ? url : null;
}

/**
 * The refusal of a write that says it comes from another address than PUBLIC_URL. Nobody can tell here whether that is another
 * website or this one under a name its settings do not know, so it says what to do in the second case. Null when the header is
 * nothing to repeat.
 */
export function otherAddress(origin: string | undefined, publicUrl: string): Refusal | null {
  const opened = originOf(origin)?.origin;
  if (!opened) return null;
  return forbidden(
    'origin.refused',
    `This came from ${opened}, but Portico is set to ${publicUrl}, so it was not carried out. If ${opened} is what your browser shows, open ${publicUrl} instead; if that is not the right address, an administrator sets PUBLIC_URL=${opened}${new URL(publicUrl).pathname.replace(/\/$/, '')} (or lets the proxy pass on the Host header) and restarts the server.`,
  );
}

/** Signing in over http cannot work when PUBLIC_URL is https: browsers throw the session cookie away, and people go round in circles. */
export function insecureAddress(origin: string | undefined, publicUrl: string): Refusal | null {
  if (!publicUrl.startsWith('https:')) return null;
  const opened = originOf(origin);
  if (opened?.protocol !== 'http:' || isLoopbackName(opened.hostname)) return null;
  return forbidden(
    'origin.refused',
    `You opened Portico without https (${opened.origin}). Browsers keep its sign-in over https only, so nothing was done. Open ${publicUrl} instead; if there is no https yet, an administrator sets PUBLIC_URL=${opened.origin} and restarts the server.`,
  );
}
