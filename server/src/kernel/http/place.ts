import type { IncomingMessage } from 'node:http';

/** What a place holds: the client portal, what it asks for, and files. Everything else exists only outside. */
const PLACE = /^\/as\/([1-9]\d{0,9})(?=\/(?:api\/v1|files|portal)(?:[/?]|$))/;
const MOST = 2_147_483_647;
const places = new WeakMap<object, number>();

/**
 * A path below which a browser is somebody else: `/as/7/portal` is the client portal as impersonation 7 sees it. The path is taken
 * off before routes look at it, and remembered beside the request, where no header can forge it.
 *
 * @example enterPlace(request, '/as/7/api/v1/tickets') // '/api/v1/tickets', and placeOf(request) is 7
 */
export function enterPlace(request: Pick<IncomingMessage, 'url'>, url: string): string {
  const match = PLACE.exec(url);
  const id = Number(match?.[1]);
  if (!match || id > MOST) return url;
  places.set(request, id);
  return url.slice(match[0].length);
}

/** The place a request was sent to; null for every ordinary one. */
export const placeOf = (request: object): number | null => places.get(request) ?? null;

export const placePath = (subPath: string, id: number): string => `${subPath}/as/${id}`;
