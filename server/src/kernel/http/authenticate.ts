import type { Actor, AnonymousActor } from '@portico/contracts/access/actor.ts';

/** What a request (or a socket handshake) says about who sends it; nothing here is proven yet. */
export interface RequestFacts {
  /** Value of the session cookie. */
  readonly sessionToken: string | null;
  /** Sent below the path of an impersonation, with the cookie of that path; see place.ts. */
  readonly place?: { readonly id: number; readonly token: string | null } | null;
  /** `Authorization: Bearer …`. When present the cookie is ignored. */
  readonly bearer: string | null;
  /** `Act-As: contact:12`, only with a bearer key. */
  readonly actAs: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  /** Nobody is there: a page that looks by itself, or the server that asks again. It keeps no session from ending of idleness. */
  readonly unattended?: boolean;
}

/** What was proven. `kind: none` is an ordinary anonymous visitor. */
export interface Credential {
  readonly kind: 'none' | 'session' | 'key';
  readonly id: number | null;
  /** Display name and company of the account now acting, for sentences such as "You are now signed in as …". */
  readonly name: string | null;
}

/** Why a session that is presented is over: unused, proven too long ago, ended elsewhere, by an administrator, by a new password. */
export type SessionEnd = 'idle' | 'too-long' | 'ended' | 'by-admin' | 'password' | 'impersonation';

export interface Authenticated {
  readonly actor: Actor;
  readonly credential: Credential;
  /** Set for the anonymous actor behind a session that was good once. */
  readonly ended?: SessionEnd;
}

/**
 * Supplied by the access module. Unknown or expired sessions give the anonymous actor (a stale cookie must not break the
 * sign-in page); a bad API key throws `Refusal(401, 'key.invalid', …)`. A session with a proof but without a chosen account is
 * the anonymous actor with its `sessionId` set.
 */
export type Authenticate = (facts: RequestFacts) => Promise<Authenticated>;

export const anonymous: AnonymousActor = {
  kind: 'anonymous',
  audience: 'anyone',
  accountId: null,
  via: null,
  scopes: null,
  sessionId: null,
};

/** The default until the access module is there: nobody is signed in. */
export const authenticateNobody: Authenticate = async () => ({ actor: anonymous, credential: { kind: 'none', id: null, name: null } });
