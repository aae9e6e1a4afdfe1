import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../context.ts';
import type { StoredEvent } from '../module.ts';
import { eventDeliveries, events } from './events.schema.ts';

export type NewEvent = typeof events.$inferInsert;

export async function insertEvents(db: Db, rows: readonly NewEvent[]): Promise<void> {
  await db.insert(events).values([...rows]);
}

export async function listEventsOfChange(db: Db, changeId: string): Promise<readonly StoredEvent[]> {
  return (await db.select().from(events).where(eq(events.changeId, changeId)).orderBy(events.id)).map(toStored);
}

export async function findEvent(db: Db, id: number): Promise<StoredEvent | null> {
  const [row] = await db.select().from(events).where(eq(events.id, id));
  return row ? toStored(row) : null;
}

/** Opens deliveries that do not exist yet and returns those. */
export async function openDeliveries(
  db: Db,
  rows: readonly { readonly eventId: number; readonly subscriber: string; readonly createdAt: string }[],
): Promise<readonly { readonly eventId: number; readonly subscriber: string }[]> {
  if (rows.length === 0) return [];
  return db
    .insert(eventDeliveries)
    .values([...rows])
    .onConflictDoNothing()
    .returning({ eventId: eventDeliveries.eventId, subscriber: eventDeliveries.subscriber });
}

/** Marks a delivery as done and locks it; false when it already was (a job that ran twice). */
export async function closeDelivery(db: Db, eventId: number, subscriber: string, now: string): Promise<boolean> {
  const rows = await db
    .update(eventDeliveries)
    .set({ doneAt: now })
    .where(and(eq(eventDeliveries.eventId, eventId), eq(eventDeliveries.subscriber, subscriber), isNull(eventDeliveries.doneAt)))
    .returning({ eventId: eventDeliveries.eventId });
  return rows.length > 0;
}

/** Deletes up to `limit` events older than the instant, never one that a subscriber still has to handle. */
export async function deleteEventsBefore(db: Db, before: string, limit: number): Promise<number> {
  const old = db
    .select({ id: events.id })
    .from(events)
    .where(
      and(
        lt(events.createdAt, before),
        sql`NOT EXISTS (SELECT 1 FROM ${eventDeliveries} d WHERE d.event_id = ${events.id} AND d.done_at IS NULL)`,
      ),
    )
    .orderBy(events.id)
    .limit(limit);
  return (await db.delete(events).where(inArray(events.id, old)).returning({ id: events.id })).length;
}

/** Seconds the oldest unfinished delivery has been waiting; 0 when all is handled. */
export async function deliveryLag(db: Db, now: string): Promise<number> {
  const [row] = await db
    .select({ lag: sql<number>`coalesce(extract(epoch FROM ${now}::timestamptz - min(${eventDeliveries.createdAt})), 0)::float8` })
    .from(eventDeliveries)
    .where(isNull(eventDeliveries.doneAt));
  return Math.max(0, row?.lag ?? 0);
}

function toStored(row: typeof events.$inferSelect): StoredEvent {
  return {
    id: row.id,
    name: row.name,
    entity: { kind: row.entityKind, id: row.entityId, version: row.entityVersion },
    payload: row.payload,
    changes: row.changes,
    changeId: row.changeId,
    occurredAt: row.occurredAt,
    createdAt: row.createdAt,
    actor: row.actor,
    quiet: row.quiet,
    depth: row.depth,
  };
}
