import { bigint, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

type Words = { key: string; values: Record<string, string | number> };

export const notices = pgTable('notices', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  accountId: integer('account_id').notNull(),
  changeId: uuid('change_id').notNull(),
  eventId: bigint('event_id', { mode: 'number' }).notNull(),
  kind: text('kind').notNull(),
  ticketId: integer('ticket_id'),
  subject: jsonb('subject').$type<Words>().notNull(),
  lead: jsonb('lead').$type<Words>().notNull(),
  link: text('link').notNull(),
  createdAt: instant('created_at').notNull(),
  readAt: instant('read_at'),
  /** Kept for the return of somebody who is away or not to be disturbed; until then it is nowhere. */
  heldAt: instant('held_at'),
});
