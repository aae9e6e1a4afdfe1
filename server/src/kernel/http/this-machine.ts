import type { IncomingHttpHeaders } from 'node:http';

/** Names that lead to this machine by themselves. Any other name leads where its owner says, and may say 127.0.0.1 a second later. */
const LOOPBACK_NAME = /^((?:[a-z0-9-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const LOOPBACK_ADDRESS = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/i;

/** @example isLoopbackName(new URL(publicUrl).hostname) */
export const isLoopbackName = (hostname: string): boolean => LOOPBACK_NAME.test(hostname);

/** The same for a `Host` header, with or without a port. */
export function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined || /[/\\?#@\s]/.test(host)) return false;
  return isLoopbackName(URL.parse(`http://${host}`)?.hostname ?? '');
}

/**
 * True for somebody at this machine who asks for it by one of its own names. The line alone proves nothing: a proxy here connects for
 * the whole world (it gives itself away by what it forwards), and a page of a stranger whose name is pointed at 127.0.0.1 makes this
 * machine's own browser connect (it cannot change the `Host` it sends).
 */
export function isFromThisMachine({
  headers,
  peer,
}: {
  readonly headers: IncomingHttpHeaders;
  readonly peer: string | undefined;
}): boolean {
  const isForwarded = Object.keys(headers).some((name) => name === 'forwarded' || name === 'x-real-ip' || name.startsWith('x-forwarded-'));
  return !isForwarded && LOOPBACK_ADDRESS.test(peer ?? '') && isLoopbackHost(headers.host);
}
