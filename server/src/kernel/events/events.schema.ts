import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../db/columns.ts';
import type { StoredEvent } from '../module.ts';

/** The outbox: every fact an operation reported, written in its transaction. */
export const events = pgTable('events', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  entityKind: text('entity_kind').notNull(),
  entityId: integer('entity_id').notNull(),
  entityVersion: integer('entity_version'),
  payload: jsonb('payload').$type<StoredEvent['payload']>().notNull(),
  changes: jsonb('changes').$type<StoredEvent['changes']>().notNull(),
  changeId: uuid('change_id').notNull(),
  actor: jsonb('actor').$type<StoredEvent['actor']>().notNull(),
  origin: text('origin').notNull(),
  occurredAt: instant('occurred_at').notNull(),
  createdAt: instant('created_at').notNull(),
  quiet: boolean('quiet').notNull(),
  depth: integer('depth').notNull(),
});

/** Who handled which event; the key makes delivery idempotent. */
export const eventDeliveries = pgTable(
  'event_deliveries',
  {
    eventId: bigint('event_id', { mode: 'number' }).notNull(),
    subscriber: text('subscriber').notNull(),
    createdAt: instant('created_at').notNull(),
    doneAt: instant('done_at'),
  },
  (table) => [primaryKey({ columns: [table.eventId, table.subscriber] })],
);
