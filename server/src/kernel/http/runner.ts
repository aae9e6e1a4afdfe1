import type { Actor } from '@portico/contracts/access/actor.ts';
import type { Logger } from 'pino';
import type { Ctx } from '../context.ts';
import type { HttpExchange } from './exchange.ts';

/** What HTTP knows of a request when it asks for a context. */
export interface ContextFacts {
  readonly actor: Actor;
  readonly origin: Ctx['origin'];
  readonly traceId: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly log: Logger;
  readonly http: HttpExchange | null;
}

/** How the HTTP kernel reaches operations: the one seam to kernel/events and kernel/db, wired in app.ts. */
export interface Runner {
  /** A context whose `tx` is the pool. */
  readonly read: (facts: ContextFacts) => Ctx;
  /** Opens a transaction, runs `work`, commits, then runs what `afterCommit` and `emit` left behind. */
  readonly write: <T>(facts: ContextFacts, work: (ctx: Ctx) => Promise<T>) => Promise<T>;
}
