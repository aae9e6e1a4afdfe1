import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate, Authenticated } from './authenticate.ts';
import type { HttpExchange } from './exchange.ts';
import { limitKeyOf } from './limit-key.ts';
import type { Limits } from './limits.ts';
import { placeOf, placePath } from './place.ts';
import type { TrustsProxy } from './proxies.ts';
import { refuseStaleTab, requestFacts } from './request-facts.ts';
import type { ContextFacts } from './runner.ts';
import { browserCookieName, cookieOf, placeCookieName, sessionCookieName, sessionCookieOptions } from './session-cookie.ts';
import { subPathOf } from './sub-path.ts';
import { isFromThisMachine } from './this-machine.ts';
import { versionOfIfMatch } from './version.ts';

const BROWSER_SECONDS = 365 * 24 * 3600;

/** What every request handler shares; built once by the server. */
export interface CallSettings {
  readonly publicUrl: string;
  readonly authenticate: Authenticate;
  readonly limits: Limits;
  readonly trusts: TrustsProxy;
}

/** Asks the access module who sends the request, and refuses a tab that was drawn for another account. */
export async function whoSends(request: FastifyRequest, settings: CallSettings): Promise<Authenticated> {
  const who = await settings.authenticate(
    requestFacts({ headers: request.headers, ip: request.ip, publicUrl: settings.publicUrl, place: placeOf(request.raw) }),
  );
  refuseStaleTab(request.headers['portico-account'], who);
  return who;
}

/** Cookies and headers are held back until the operation has succeeded: a refused sign-in must not leave a cookie. */
export interface Held {
  readonly exchange: HttpExchange;
  release(): void;
  /** True when the answer sets a cookie, which must never be replayed to a second request. */
  readonly hasCookie: boolean;
}

export function exchangeOf(request: FastifyRequest, reply: FastifyReply, settings: CallSettings): Held {
  const cookie = sessionCookieName(settings.publicUrl);
  const browserCookie = browserCookieName(settings.publicUrl);
  const options = sessionCookieOptions(settings.publicUrl);
  const placeOptions = (id: number, maxAge?: number) =>
    ({
      ...options,
      path: placePath(subPathOf(settings.publicUrl), id),
      sameSite: 'strict',
      ...(maxAge === undefined ? {} : { maxAge }),
    }) as const;
  const held: (() => void)[] = [];
  let hasCookie = false;
  const holdCookie = (send: () => void) => {
    hasCookie = true;
    held.push(send);
  };
  const facts = requestFacts({ headers: request.headers, ip: request.ip, publicUrl: settings.publicUrl, place: placeOf(request.raw) });
  return {
    exchange: {
      ifMatch: versionOfIfMatch(request.headers['if-match']),
      versionChecked: false,
      sessionToken: facts.sessionToken,
      browserToken: cookieOf(request.headers.cookie, browserCookie),
      publicUrl: settings.publicUrl,
      isFromThisMachine: isFromThisMachine({ headers: request.headers, peer: request.socket.remoteAddress }),
      setBrowser: (token) => holdCookie(() => void reply.setCookie(browserCookie, token, { ...options, maxAge: BROWSER_SECONDS })),
      setSession: (token, maxAge) =>
        holdCookie(() => void reply.setCookie(cookie, token, { ...options, ...(maxAge === null ? {} : { maxAge }) })),
      clearSession: () => holdCookie(() => void reply.clearCookie(cookie, options)),
      setPlace: (id, token, maxAge) =>
        holdCookie(() => void reply.setCookie(placeCookieName(settings.publicUrl, id), token, placeOptions(id, maxAge))),
      clearPlace: (id) => holdCookie(() => void reply.clearCookie(placeCookieName(settings.publicUrl, id), placeOptions(id))),
      header: (name, value) => held.push(() => void reply.header(name, value)),
      limit: async (bucket, key) => void (await settings.limits.spend(bucket, key)),
      forgive: (bucket, key) => settings.limits.forgive(bucket, key),
    },
    release: () => {
      for (const send of held) send();
    },
    get hasCookie() {
      return hasCookie;
    },
  };
}

export const contextFacts = (request: FastifyRequest, who: Authenticated, exchange: HttpExchange): ContextFacts => ({
  actor: who.actor,
  origin: who.credential.kind === 'key' ? 'api' : 'web',
  traceId: request.id,
  ip: request.ip,
  userAgent: request.headers['user-agent']?.slice(0, 400) ?? null,
  log: request.log as ContextFacts['log'],
  http: exchange,
});

/** Whose idempotency keys a request uses. */
export const callerKey = (request: FastifyRequest, who: Authenticated): string => credentialKey(who) ?? `ip:${request.ip}`;

/** Whose points it spends. */
export const spenderKey = (request: FastifyRequest, who: Authenticated): string => credentialKey(who) ?? `ip:${limitKeyOf(request.ip)}`;

function credentialKey(who: Authenticated): string | null {
  const account = who.actor.accountId === null ? '' : `/account:${who.actor.accountId}`;
  if (who.credential.kind === 'key') return `key:${who.credential.id}${account}`;
  if (who.credential.kind === 'session') return `session:${who.credential.id}${account}`;
  return null;
}
