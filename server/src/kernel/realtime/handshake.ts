import { randomUUID } from 'node:crypto';
import { Refusal } from '../errors.ts';
import type { Authenticate, RequestFacts } from '../http/authenticate.ts';
import { clientAddress, type TrustsProxy, trustsNobody } from '../http/proxies.ts';
import { refuseStaleTab, requestFacts } from '../http/request-facts.ts';
import { accountRoom, type LiveServer, type LiveSocket, type SignedIn } from './live-types.ts';

const MOST_SOCKETS = 40;

/** socket.io hands `data` of a middleware error to the client: the same code and sentence as an HTTP problem. */
class HandshakeError extends Error {
  readonly data: { readonly code: string; readonly detail: string };

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.data = { code: refusal.code, detail: refusal.message };
  }
}

/** Signs a socket in by its cookie, as HTTP does; keys have no sockets. The page says in `auth.account` whom it was drawn for. */
export async function admitSocket(
  socket: LiveSocket,
  io: LiveServer,
  options: { readonly authenticate: Authenticate; readonly publicUrl: string; readonly trusts?: TrustsProxy },
): Promise<void> {
  try {
    const { headers, address, auth } = socket.handshake;
    const { authorization: _, ...browserHeaders } = headers;
    const ip = clientAddress({ headers, peer: address }, options.trusts ?? trustsNobody);
    const facts: RequestFacts = requestFacts({ headers: browserHeaders, ip, publicUrl: options.publicUrl });
    const who = await signedIn(options.authenticate, facts);
    refuseStaleTab(auth.account === undefined ? undefined : String(auth.account), who);
    if ((io.of('/').adapter.rooms.get(accountRoom(who.actor.accountId))?.size ?? 0) >= MOST_SOCKETS) {
      throw new Refusal(429, 'limit.exceeded', 'Too many pages are open at once. Close some and reload this one.');
    }
    Object.assign(socket.data, { who, tab: randomUUID(), presence: {} });
    keepPrivate(socket, facts);
  } catch (error) {
    throw error instanceof Refusal
      ? new HandshakeError(error)
      : new HandshakeError(new Refusal(500, 'internal', 'Live updates are not available right now.'));
  }
}

/** Not enumerable: `socket.data` travels to other processes, a session token must not. */
const keepPrivate = (socket: LiveSocket, facts: RequestFacts): void => {
  Object.defineProperty(socket.data, 'facts', { value: facts, enumerable: false, configurable: true });
};

/** Throws 401 unless the facts still belong to a signed-in account. */
export async function signedIn(authenticate: Authenticate, facts: RequestFacts): Promise<SignedIn> {
  const who = await authenticate(facts);
  if (who.actor.accountId === null) throw new Refusal(401, 'session.required', 'You are not signed in, or your session has ended.');
  return who as SignedIn;
}
