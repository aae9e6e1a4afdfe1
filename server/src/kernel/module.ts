import type { Actor } from '@portico/contracts/access/actor.ts';
import type { InputOf, ReplyOf, RouteContract } from '@portico/contracts/kernel/route.ts';
import type { SQL } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import type { Ctx, Db } from './context.ts';
import type { Crypto } from './crypto/crypto.ts';
import type { HealthCheck } from './health/checks.ts';
import type { LimitDeclaration } from './http/limits.ts';
import type { RawKernel } from './http/raw-routes.ts';
import type { UploadInput } from './http/upload-input.ts';
import type { GaugeDeclaration } from './metrics.ts';

/** A route bound to its operation. `prepare` runs before the transaction opens: slow or outside work only. */
export interface BoundRoute {
  readonly contract: RouteContract;
  // biome-ignore lint/suspicious/noExplicitAny: the pair is typed by `handle`; the registry only stores it
  readonly run: (ctx: Ctx, input: any) => Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly prepare?: (ctx: Ctx, input: any) => Promise<unknown>;
}

/** Path, query and body of a route; a route that consumes `binary` also gets the upload stream, for its `prepare` only. */
export type OperationInput<R extends RouteContract> = InputOf<R> & (R extends { readonly consumes: 'binary' } ? UploadInput : unknown);

/**
 * Binds a contract to an operation; input and reply are checked against each other by the compiler.
 *
 * @example export const routes = [handle(tickets.create, createTicket), handle(tickets.get, getTicket)];
 */
export function handle<R extends RouteContract>(contract: R, run: (ctx: Ctx, input: OperationInput<R>) => Promise<ReplyOf<R>>): BoundRoute;
export function handle<R extends RouteContract, P>(
  contract: R,
  run: (ctx: Ctx, input: OperationInput<R> & { readonly prepared: P }) => Promise<ReplyOf<R>>,
  prepare: (ctx: Ctx, input: OperationInput<R>) => Promise<P>,
): BoundRoute;
export function handle(contract: RouteContract, run: BoundRoute['run'], prepare?: BoundRoute['prepare']): BoundRoute {
  return prepare ? { contract, run, prepare } : { contract, run };
}

/** A committed event as subscribers and engines see it. */
export interface StoredEvent {
  readonly id: number;
  readonly name: string;
  readonly entity: { readonly kind: string; readonly id: number; readonly version: number | null };
  readonly payload: Record<string, unknown>;
  readonly changes: Record<string, readonly [unknown, unknown]>;
  readonly changeId: string;
  readonly occurredAt: string;
  /** When it was written; later than `occurredAt` for imports. */
  readonly createdAt: string;
  readonly actor: { readonly kind: string; readonly accountId: number | null; readonly via: Actor['via'] };
  readonly quiet: boolean;
  readonly depth: number;
}

/**
 * A column that holds sealed texts, so that `portico secrets` finds all of them when the instance secret is rotated. Its name
 * contains `sealed`: a test compares the declarations with the database.
 */
export interface SealedColumn {
  /** `mails.sealed`. */
  readonly name: string;
  readonly list: (db: Db, page: { readonly afterId: number; readonly limit: number }) => Promise<readonly SealedRow[]>;
  /** The same content under the current key; null when it cannot be opened. */
  readonly reseal: (crypto: Crypto, row: SealedRow) => string | null;
  /** False when somebody else changed or erased it meanwhile. */
  readonly replace: (db: Db, row: SealedRow, sealed: string) => Promise<boolean>;
}
export interface SealedRow {
  readonly id: number;
  readonly sealed: string;
  /** What the seal is bound to. */
  readonly boundTo: string;
}

/** Declares an event once: who hears the live hint and, for people, which notice follows. */
export interface EventDeclaration {
  readonly name: string;
  /** Rooms that get the content-free hint `{ kind, id, version }` after commit. */
  readonly rooms: (event: Pick<StoredEvent, 'entity' | 'payload' | 'changes'>) => readonly string[];
  /** Field names of `payload` that webhooks may carry. */
  readonly publicFields: readonly string[];
  /** Who is told, decided when the notice is made. Read policy is checked again per recipient. */
  readonly notice?: NoticeDeclaration;
}
export interface NoticeDeclaration {
  /** Key of its texts: `ticket.assigned`. */
  readonly kind: string;
  /** Of several facts in one change a person is told the one with the highest rank; default 0. */
  readonly rank?: number;
  /** Every topic that `recipients` may name. They appear in the notification settings by being named here. */
  readonly topics: readonly NoticeTopic[];
  /** Accounts that should hear of it, before their settings; the author is left out by the engine. Set-based, one query. */
  readonly recipients: (db: Db, event: StoredEvent) => Promise<readonly NoticeRecipient[]>;
  /** False for a recipient who may no longer read the thing. Checked again when mail is sent. */
  readonly mayRead: (db: Db, event: StoredEvent, accountId: number) => Promise<boolean>;
  /** The same right as a predicate on the thing's id, for the notices that are kept: the bell is a list like any other. */
  readonly visibleTo: (actor: Actor, entityId: SQL) => SQL;
  /** What mail and bell show; built per recipient's audience from current rows, never from the event payload. */
  readonly render: (db: Db, event: StoredEvent, accountId: number) => Promise<NoticeContent | null>;
}
/**
 * Why somebody is told, as one line of the notification settings: the same comment is an answer to who asked and an update to who
 * watches. The web catalogue says it (`notifications.json`, `topic.KEY`); a test asks for the words in every language.
 */
export interface NoticeTopic {
  /** `tickets.watched`: kept in settings, so it never changes. */
  readonly key: string;
  readonly audience: 'contact' | 'tech';
  /** Smaller stands higher in the settings; default 100, then in the order of the modules. */
  readonly sort?: number;
  /** False: it comes by mail only. Default true. */
  readonly inApp?: boolean;
  /** What holds for people who never chose. */
  readonly email: 'immediate' | 'digest' | 'weekly' | 'disabled';
  /** Shown by the browser as soon as it happens; default false. */
  readonly desktop?: boolean;
}
export interface NoticeRecipient {
  readonly accountId: number;
  /** Key of one of the declaration's topics. */
  readonly topic: string;
  /** A receipt: also for the person who did it. */
  readonly evenAuthor?: boolean;
}
export interface NoticeContent {
  readonly subject: { readonly key: string; readonly values: Record<string, string | number> };
  readonly lead: { readonly key: string; readonly values: Record<string, string | number> };
  /** Sanitised HTML body (a comment's text), or null. */
  readonly html: string | null;
  readonly text: string | null;
  /** Names of files that came with it; mail names them and links to the page. */
  readonly fileNames?: readonly string[];
  /** Path in the recipient's portal, `/portal/tickets/48213`. */
  readonly link: string;
  /** Reaches people who do not want to be disturbed, too. */
  readonly isCritical?: boolean;
  /** May pop up on the page for people who want that. */
  readonly isHigh?: boolean;
  /** Threading of mail: same key, same thread. */
  readonly threadKey: string;
}

/** Reacts to committed events; runs as a job with retries, once per event by unique key, and re-reads state. */
export interface Subscriber {
  readonly name: string;
  readonly events: readonly string[] | 'all';
  /** Also hears quiet events (import, demo data); for keeping derived data right, never for telling people. Default false. */
  readonly quiet?: boolean;
  readonly run: (ctx: Ctx, event: StoredEvent) => Promise<void>;
}

export interface JobDeclaration {
  readonly name: string;
  /** Attempts before the dead letter; default 8 with exponential back-off. */
  readonly retryLimit?: number;
  /** Seconds before the first retry; doubles each time. Default 5. */
  readonly retryDelay?: number;
  /** How many at a time in this process; default 2. */
  readonly concurrency?: number;
  /** Seconds a run may take before it counts as failed; default 120. */
  readonly timeout?: number;
  /** Which processes run it; default `jobs`. */
  readonly service?: 'jobs' | 'mail';
  /** Cron expression (UTC) for scheduled jobs. */
  readonly cron?: string;
  /** `tx: write` runs the handler inside one transaction; default `none`: the handler opens its own with `ctx.tx.transaction`. */
  readonly tx?: 'none' | 'write';
  readonly run: (ctx: Ctx, data: Record<string, unknown>, job: { readonly id: string; readonly attempt: number }) => Promise<void>;
}

/** Who may join `prefix:ID[...]`; `id` is what follows the prefix. */
export interface RoomDeclaration {
  readonly prefix: string;
  readonly mayJoin: (db: Db, actor: Actor, id: string) => Promise<boolean>;
}

/** What a module gives to the application; `server/src/app.ts` lists them in order. */
export interface Module {
  readonly name: string;
  readonly routes?: readonly BoundRoute[];
  readonly events?: readonly EventDeclaration[];
  readonly subscribers?: readonly Subscriber[];
  readonly jobs?: readonly JobDeclaration[];
  readonly rooms?: readonly RoomDeclaration[];
  /** Named rate-limit buckets that contracts (`limit`) and operations (`limit(ctx, bucket, key)`) spend from. */
  readonly limits?: readonly LimitDeclaration[];
  readonly sealed?: readonly SealedColumn[];
  /** What this module adds to the admin's health page and to `portico doctor`. */
  readonly healthChecks?: readonly HealthCheck[];
  /** What this module adds to /metrics; read from the pool when Prometheus asks. */
  readonly gauges?: readonly GaugeDeclaration<Db>[];
  /** Routes outside `/api/v1` that are no JSON contract: signed file links, redirects of outside sign-in. */
  readonly rawRoutes?: (fastify: FastifyInstance, kernel: RawKernel) => void;
}
