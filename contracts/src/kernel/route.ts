import type { Static, TObject, TSchema } from 'typebox';

/** Whom a reply is written for. `anyone` is for routes that need no sign-in or whose reply is the same for all. */
export type Audience = 'contact' | 'tech' | 'anyone';

/**
 * The coarse gate of a route, checked before the operation runs; the fine rule (this ticket, this company) is the
 * operation's policy. Each level includes the ones after it in its own line:
 * tech roles: `tech` < `advanced` < `admin` < `master-admin`. `signed-in` admits contacts and techs, `contact` only contacts.
 * `proven` needs a session with at least one proof but no chosen account yet (choosing where to go).
 */
export type Permission = 'public' | 'proven' | 'signed-in' | 'contact' | 'tech' | 'advanced' | 'admin' | 'master-admin';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export interface RouteContract {
  /** Stable operationId, `tickets.create`. */
  readonly id: string;
  readonly method: Method;
  /** Below `/api/v1`, parameters in braces: `/tickets/{id}`. */
  readonly path: string;
  readonly summary: string;
  /** Who may call it and what it does, for the API page. */
  readonly description: string;
  readonly permission: Permission;
  /** The key scope a program needs, `tickets:write`; `null` = not callable with an API key (browser sessions only). */
  readonly scope: string | null;
  /** `write` opens a transaction around the operation; `none` reads without BEGIN. */
  readonly tx: 'none' | 'write';
  readonly params?: TObject;
  readonly query?: TObject;
  /** JSON body. */
  readonly body?: TSchema;
  /** `binary`: the operation reads a raw upload stream instead of JSON. */
  readonly consumes?: 'json' | 'binary';
  /** Largest body in bytes; default 2 MiB of JSON, 100 MiB of `binary`. */
  readonly maxBytes?: number;
  /** One schema per audience; an audience that is missing is refused with 404. */
  readonly reply: Partial<Record<Audience, TSchema>>;
  /** Success status, default 200 (201 for a POST that creates, 204 without body). */
  readonly status?: 200 | 201 | 202 | 204;
  /** Stable problem codes beyond the general ones. */
  readonly errors: readonly string[];
  /** The mutable row has a version: GET sends `ETag`, writes honour `If-Match`. */
  readonly versioned?: boolean;
  /** The reply holds a secret that is shown once: it is not kept for a repeated Idempotency-Key. */
  readonly secretReply?: boolean;
  /** Name of the rate-limit bucket, default `api`. */
  readonly limit?: string;
  /**
   * `allowed`: also while staff stands in for a contact, even read-only, because it changes nothing of the contact's. Otherwise reads that
   * keys may make are let in, and writes about tickets and files when it is not read-only; everything about the account is refused.
   */
  readonly whenImpersonated?: 'allowed';
  readonly example?: { readonly body?: unknown; readonly reply?: unknown };
}

/**
 * Declares a route once for server, browser and OpenAPI.
 *
 * @example
 * export const get = route({ id: 'tickets.get', method: 'GET', path: '/tickets/{id}', permission: 'signed-in',
 *   scope: 'tickets:read', tx: 'none', params: ById, reply: { contact: TicketForContact, tech: TicketForTech },
 *   errors: [], summary: 'One ticket', description: 'Anyone who may see the ticket.' });
 */
export function route<const R extends RouteContract>(contract: R): R {
  return contract;
}

type Part<R, K extends string> = R extends { readonly [P in K]: infer S extends TSchema } ? Static<S> : undefined;
export type ParamsOf<R> = Part<R, 'params'>;
export type QueryOf<R> = Part<R, 'query'>;
export type BodyOf<R> = Part<R, 'body'>;
/** The reply for one audience; without an audience, the union of all. */
export type ReplyOf<R extends RouteContract, A extends Audience = Audience> = R['reply'] extends infer M
  ? { [K in keyof M & A]: M[K] extends TSchema ? Static<M[K]> : never }[keyof M & A]
  : never;
/** What an operation receives: path, query and body of its route. */
export interface InputOf<R extends RouteContract> {
  readonly params: ParamsOf<R>;
  readonly query: QueryOf<R>;
  readonly body: BodyOf<R>;
}
