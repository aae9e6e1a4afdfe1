import { randomUUID } from 'node:crypto';
import type { Actor, SystemActor, Via } from '@portico/contracts/access/actor.ts';
import type { Logger } from 'pino';
import { nowIso } from '../clock.ts';
import type { Ctx, Db, EmittedEvent } from '../context.ts';
import type { Database } from '../db/database.ts';
import { afterCommit } from '../db/transaction.ts';
import type { ContextFacts } from '../http/runner.ts';
import { withTrace } from '../log/trace-scope.ts';
import type { EventDeclaration } from '../module.ts';
import type { Services } from '../services.ts';
import { insertEvents, type NewEvent } from './events.store.ts';
import { type PublishHint, publishHints } from './hints.ts';

/** The longest chain of events that cause events; beyond it a loop is certain. */
export const MAX_DEPTH = 5;
export const DISPATCH_JOB = 'events.dispatch';

/** Who runs an operation and how. Everything beyond actor and origin has a sensible default. */
export interface OperationFacts extends Partial<ContextFacts> {
  readonly actor: Actor;
  readonly origin: Ctx['origin'];
  /** Import and demo data: when it really happened. */
  readonly occurredAt?: string;
  /** Import and demo data: nobody is told. */
  readonly quiet?: boolean;
  /** Depth of the event that caused this; the operation's own events are one deeper. */
  readonly depth?: number;
  /** See TransactionOptions.retries. */
  readonly retries?: number;
}

/** Runs operations for HTTP, jobs, commands, imports and the demo: one way in, so that all of them keep the same promises. */
export interface Operations {
  /** A context on the pool, for reads. Its `emit` throws. */
  read(facts: OperationFacts): Ctx;
  /**
   * Opens a transaction, runs `work`, writes its events and one dispatch job, commits, then publishes hints and runs
   * what was left for `afterCommit`.
   *
   * @example await operations.write({ actor: systemActor('import'), origin: 'import' }, (ctx) => createTicket(ctx, input));
   */
  write<T>(facts: OperationFacts, work: (ctx: Ctx) => Promise<T>): Promise<T>;
}

export interface OperationsOptions {
  readonly database: Database;
  readonly log: Logger;
  readonly services: Services;
  readonly events: readonly EventDeclaration[];
  /** Some subscriber wants this event even when it is quiet, so it needs a dispatch job too. */
  readonly hearsQuiet: (name: string) => boolean;
  readonly publishHint: PublishHint;
}

/** The server itself, named for the audit trail. */
export const systemActor = (name: string, kind: Via['kind'] = 'job'): SystemActor => ({
  kind: 'system',
  audience: 'tech',
  accountId: null,
  via: { kind, id: null, name },
  scopes: null,
  sessionId: null,
});

type Collect = (ctx: Ctx, event: EmittedEvent) => Promise<void>;
/** How each writing context reports its events; `at` shares the collector of the transaction. */
const collectors = new WeakMap<Ctx, Collect>();

/**
 * The same transaction at another moment, by somebody else: a change of its own with a change id of its own. Replaying a history
 * needs several in one transaction.
 *
 * @example await updateTicket(at(ctx, { occurredAt: row.at, actor: systemActor('Ann', 'import') }), input);
 */
export function at(ctx: Ctx, facts: { readonly occurredAt: string; readonly actor?: Actor }): Ctx {
  const collect = collectors.get(ctx);
  if (!collect) throw new Error('at() needs a writing context.');
  const derived: Ctx = {
    ...ctx,
    ...facts,
    causation: { ...ctx.causation, id: randomUUID() },
    emit: (event) => collect(derived, event),
  };
  collectors.set(derived, collect);
  return derived;
}

export function createOperations(options: OperationsOptions): Operations {
  const { database, services } = options;
  const declarations = new Map(options.events.map((event) => [event.name, event]));
  return {
    read: (facts) =>
      makeCtx(facts, database.db, options, () => Promise.reject(new Error('An event was emitted outside a write: declare tx: write.'))),
    write: (facts, work) =>
      database.transaction(
        async (tx) => {
          const rows: NewEvent[] = [];
          const collect: Collect = async (from, event) => {
            if (!declarations.has(event.name)) throw new Error(`The event ${event.name} is not declared by any module.`);
            rows.push(toRow(from, event));
          };
          const ctx = makeCtx(facts, tx, options, (event) => collect(ctx, event));
          collectors.set(ctx, collect);
          return withTrace(ctx.traceId, async () => {
            const result = await work(ctx);
            await flush(ctx, rows);
            return result;
          });
        },
        facts.retries === undefined ? {} : { retries: facts.retries },
      ),
  };

  /** At the end of the transaction: two statements, however many events and changes there are. */
  async function flush(ctx: Ctx, rows: readonly NewEvent[]): Promise<void> {
    if (rows.length === 0) return;
    await insertEvents(ctx.tx, rows);
    if (ctx.causation.depth > MAX_DEPTH) {
      ctx.log.warn(
        { changeId: ctx.causation.id, events: rows.map((row) => row.name) },
        'events caused events too often: nobody is told of these',
      );
    } else {
      const heard = ctx.quiet ? rows.filter((row) => options.hearsQuiet(row.name)) : rows;
      const changes = [...new Set(heard.map((row) => row.changeId))];
      if (changes.length === 1) await services.jobs.send(ctx.tx, DISPATCH_JOB, { changeId: changes[0] });
      else if (changes.length > 1)
        await services.jobs.sendMany(
          ctx.tx,
          DISPATCH_JOB,
          changes.map((changeId) => ({ changeId })),
        );
    }
    afterCommit(() => publishHints(rows, declarations, options.publishHint));
  }
}

function makeCtx(facts: OperationFacts, tx: Db, options: OperationsOptions, emit: Ctx['emit']): Ctx {
  const now = nowIso();
  const traceId = facts.traceId ?? randomUUID().replaceAll('-', '');
  return {
    actor: facts.actor,
    tx,
    now,
    occurredAt: facts.occurredAt ?? now,
    quiet: facts.quiet ?? false,
    origin: facts.origin,
    causation: { id: randomUUID(), depth: facts.depth ?? 0 },
    traceId,
    ip: facts.ip ?? null,
    userAgent: facts.userAgent ?? null,
    log: facts.log ?? options.log.child({ traceId }),
    http: facts.http ?? null,
    services: options.services,
    emit,
    afterCommit,
  };
}

function toRow(ctx: Ctx, event: EmittedEvent): NewEvent {
  return {
    name: event.name,
    entityKind: event.entity.kind,
    entityId: event.entity.id,
    entityVersion: event.entity.version ?? null,
    payload: event.payload,
    changes: event.changes ?? {},
    changeId: ctx.causation.id,
    actor: { kind: ctx.actor.kind, accountId: ctx.actor.accountId, via: ctx.actor.via },
    origin: ctx.origin,
    occurredAt: ctx.occurredAt,
    createdAt: ctx.now,
    quiet: ctx.quiet,
    depth: ctx.causation.depth,
  };
}
