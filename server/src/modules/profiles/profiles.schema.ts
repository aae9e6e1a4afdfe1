import { CALENDAR_PROBLEMS } from '@portico/contracts/profiles/shapes.ts';
import { boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const departments = pgTable('departments', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  leadId: integer('lead_id'),
  active: boolean('active').notNull().default(true),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const techCalendars = pgTable('tech_calendars', {
  techId: integer('tech_id').primaryKey(),
  sealedAddress: text('sealed_address').notNull(),
  host: text('host').notNull(),
  encrypted: boolean('encrypted').notNull(),
  addedAt: instant('added_at').notNull(),
  etag: text('etag'),
  lastModified: text('last_modified'),
  fetchedAt: instant('fetched_at'),
  coversUntil: instant('covers_until'),
  events: integer('events').notNull().default(0),
  skipped: integer('skipped').notNull().default(0),
  triedAt: instant('tried_at'),
  problem: text('problem', { enum: CALENDAR_PROBLEMS }),
  failures: integer('failures').notNull().default(0),
  nextAt: instant('next_at').notNull(),
  overriddenUntil: instant('overridden_until'),
});

export const techBusyTimes = pgTable(
  'tech_busy_times',
  {
    techId: integer('tech_id').notNull(),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.techId, t.startsAt] })],
);
