import type { Actor } from '@portico/contracts/access/actor.ts';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Logger } from 'pino';
import type { HttpExchange } from './http/exchange.ts';
import type { Services } from './services.ts';

/** A Drizzle handle: the pool for reads, a transaction for writes. Stores take it as their first argument. */
export type Db = NodePgDatabase<Record<string, never>>;

/** An event as an operation reports it; the kernel adds id, time, author and change id. */
export interface EmittedEvent {
  /** `ticket.statusChanged`: noun.pastParticiple, declared with `defineEvent`. */
  readonly name: string;
  /** The row it is about: `{ kind: 'ticket', id: 12 }`. */
  readonly entity: { readonly kind: string; readonly id: number; readonly version?: number };
  /** Ids, never names and never secrets. */
  readonly payload: Record<string, unknown>;
  /** `{ statusId: [1, 2] }`: old and new by id. */
  readonly changes?: Record<string, readonly [unknown, unknown]>;
}

/**
 * What every operation receives first. `tx` is the open transaction of a write route and the pool of a read route;
 * there is no other way to the database.
 */
export interface Ctx {
  readonly actor: Actor;
  readonly tx: Db;
  /** Now, as ISO 8601 UTC with milliseconds. */
  readonly now: string;
  /** When it happened: equals `now` except for imports and demo data. */
  readonly occurredAt: string;
  /** No notices, mails or webhooks follow (import, demo data). */
  readonly quiet: boolean;
  readonly origin: 'web' | 'api' | 'mail' | 'job' | 'import' | 'demo' | 'command';
  /** Groups all events of one transaction; depth > 5 stops a loop. */
  readonly causation: { readonly id: string; readonly depth: number };
  readonly traceId: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly log: Logger;
  /** What an operation called over HTTP may read of the request and add to the answer; null elsewhere. */
  readonly http: HttpExchange | null;
  /** Jobs, cryptography, settings and other kernel parts that operations use. */
  readonly services: Services;
  /** Durable lane: writes the event row and its dispatch job in `tx`; live lane: sends a hint after commit. */
  emit(event: EmittedEvent): Promise<void>;
  /** Runs after the transaction committed (wake a job queue, evict sockets); never for facts that must not be lost. */
  afterCommit(run: () => void | Promise<void>): void;
}
