import { ALERTS, EMAIL_WHEN } from '@portico/contracts/notifications/shapes.ts';
import { bigint, boolean, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
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
  /** Kept for the return of somebody who is away, not to be disturbed or has quiet hours; until then it is nowhere. */
  heldAt: instant('held_at'),
  /** Null: made before there were topics. */
  topic: text('topic'),
  /** What the settings said about mail when it was made. */
  email: text('email', { enum: EMAIL_WHEN }),
  /** Part of the bell. */
  shown: boolean('shown').notNull().default(true),
  critical: boolean('critical').notNull().default(false),
  /** How an open page makes itself heard. */
  alerts: text('alerts', { enum: ALERTS }).array().notNull().default([]),
  /** When a summary by mail is to tell of it. */
  digestAt: instant('digest_at'),
  /** Held by quiet hours that end then. */
  heldUntil: instant('held_until'),
  /** The summary that told of it. */
  mailId: integer('mail_id'),
});

export const notificationChoices = pgTable(
  'notification_choices',
  {
    accountId: integer('account_id').notNull(),
    topic: text('topic').notNull(),
    inApp: boolean('in_app'),
    desktop: boolean('desktop'),
    email: text('email', { enum: EMAIL_WHEN }),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.topic] })],
);

export const notificationPreferences = pgTable('notification_preferences', {
  accountId: integer('account_id').primaryKey(),
  quietOn: boolean('quiet_on').notNull().default(false),
  quietFrom: smallint('quiet_from').notNull(),
  quietUntil: smallint('quiet_until').notNull(),
  quietDays: smallint('quiet_days').array().notNull(),
  quietUrgent: boolean('quiet_urgent').notNull(),
  sound: boolean('sound').notNull(),
  popUps: boolean('pop_ups').notNull(),
});
