import type { IncomingHttpHeaders } from 'node:http';
import { forbidden } from '../errors.ts';
import { forwardedOrigin, type TrustsProxy, trustsNobody } from './proxies.ts';
import { isLoopbackHost, isLoopbackName } from './this-machine.ts';
import { insecureAddress, otherAddress } from './wrong-address.ts';

export interface OriginFacts {
  readonly headers: IncomingHttpHeaders;
  /** The origin people use, from PUBLIC_URL. */
  readonly publicUrl: string;
  /** Who is at the other end of the line, and whose word about the browser's address counts; default: nobody's. */
  readonly peer?: string | undefined;
  readonly trusts?: TrustsProxy;
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
  const isOurs = site === 'same-origin' || site === 'none';
  if (isOurs && isBorrowedName(facts)) throw otherAddress(facts.headers.origin, facts.publicUrl) ?? refused();
  if (isOurs) return;
  if (site !== undefined) throw refused();
  if (!isOwnOrigin(facts)) throw otherAddress(facts.headers.origin, facts.publicUrl) ?? refused();
  const insecure = insecureAddress(facts.headers.origin, facts.publicUrl);
  if (insecure) throw insecure;
}

/**
 * A page is its own origin under whatever name it was opened. A Portico for this machine is opened by names of this machine: any
 * other may be a stranger's that his DNS points at 127.0.0.1, to have his page taken for ours.
 */
const isBorrowedName = ({ headers, publicUrl }: OriginFacts): boolean =>
  isLocal(publicUrl) && !isLoopbackHost(headers.host) && !isLocal(headers.origin);
const isLocal = (address: string | undefined): boolean => isLoopbackName(URL.parse(address ?? '')?.hostname ?? '');

/**
 * True when `Origin` is absent, PUBLIC_URL's, or the host the request was sent to (the same server under another name; for one on
 * this machine, another name of this machine).
 */
export function isOwnOrigin({ headers, publicUrl, peer, trusts = trustsNobody }: OriginFacts): boolean {
  const origin = headers.origin;
  if (origin === undefined) return true;
  if (origin === new URL(publicUrl).origin) return true;
  if (isLocal(publicUrl) && !isLocal(origin)) return false;
  const named = URL.parse(origin);
  const forwarded = forwardedOrigin({ headers, peer }, trusts);
  if (forwarded?.proto && named?.protocol !== `${forwarded.proto}:`) return false;
  const host = forwarded?.host ?? headers.host;
  return host !== undefined && named?.host === host;
}

export const isSafeMethod = (method: string): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
