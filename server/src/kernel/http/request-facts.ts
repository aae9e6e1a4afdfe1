import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../errors.ts';
import type { Authenticated, RequestFacts } from './authenticate.ts';
import { cookieOf, placeCookieName, sessionCookieName } from './session-cookie.ts';

/** Collects what a request says about its sender. A bearer key wins over a cookie, so that a key never borrows a browser's rights. */
export function requestFacts(from: {
  readonly headers: IncomingHttpHeaders;
  readonly ip: string | null;
  readonly publicUrl: string;
  readonly place?: number | null;
}): RequestFacts {
  const place = from.place ?? null;
  const bearer = bearerOf(from.headers.authorization);
  const actAs = from.headers['act-as'];
  return {
    bearer,
    sessionToken: bearer === null ? cookieOf(from.headers.cookie, sessionCookieName(from.publicUrl)) : null,
    place: place === null ? null : { id: place, token: cookieOf(from.headers.cookie, placeCookieName(from.publicUrl, place)) },
    actAs: bearer !== null && typeof actAs === 'string' ? actAs : null,
    ip: from.ip,
    userAgent: from.headers['user-agent']?.slice(0, 400) ?? null,
    unattended: from.headers['portico-unattended'] === '1',
  };
}

function bearerOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  const key = /^Bearer +([\x21-\x7e]{1,400})$/i.exec(header)?.[1];
  if (!key) throw new Refusal(401, 'key.invalid', 'The Authorization header must be "Bearer" and an API key.');
  return key;
}

/**
 * A tab left open after a switch of account would write as the wrong person: it says in `Portico-Account` whom it was drawn for.
 * Requests without the header (programs, links) are not compared.
 */
export function refuseStaleTab(header: string | string[] | undefined, who: Authenticated): void {
  if (header === undefined || header === '' || who.credential.kind !== 'session') return;
  // In no account (not chosen yet, or shut out of it): the gate asks to sign in, which is truer than "you have switched".
  if (who.actor.accountId === null || String(who.actor.accountId) === header) return;
  const now = who.credential.name
    ? `You are now signed in as ${who.credential.name}.`
    : 'You have switched to another account in the meantime.';
  throw new Refusal(409, 'session.switched', `${now} Nothing was changed; reload this page to continue.`);
}
