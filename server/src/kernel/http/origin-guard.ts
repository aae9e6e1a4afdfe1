import type { IncomingHttpHeaders } from 'node:http';
import { forbidden } from '../errors.ts';

export interface OriginFacts {
  readonly headers: IncomingHttpHeaders;
  /** The origin people use, from PUBLIC_URL. */
  readonly publicUrl: string;
}

const refused = () =>
  forbidden('origin.refused', 'This request came from another website and was not carried out. Open the portal itself and try again.');

/**
 * Cross-site request forgery guard for everything that can change something: the browser itself says where a request comes from.
 * `Sec-Fetch-Site` decides where it is sent; else `Origin` must be ours. A request with neither header comes from no
 * browser of the last years (all send `Origin` with unsafe methods) and carries no cookie a third party could have used.
 *
 * @example refuseForeignOrigin({ headers: request.headers, publicUrl: 'https://portal.example.com' });
 */
export function refuseForeignOrigin(facts: OriginFacts): void {
  const site = facts.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  if (site !== undefined) throw refused();
  if (!isOwnOrigin(facts)) throw refused();
}

/** True when `Origin` is absent, PUBLIC_URL's, or the host the request was sent to (the same server under another name). */
export function isOwnOrigin({ headers, publicUrl }: OriginFacts): boolean {
  const origin = headers.origin;
  if (origin === undefined) return true;
  if (origin === new URL(publicUrl).origin) return true;
  return URL.parse(origin)?.host === headers.host && headers.host !== undefined;
}

export const isSafeMethod = (method: string): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
