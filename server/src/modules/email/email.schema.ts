import { MAIL_STATES } from '@portico/contracts/email/routes.ts';
import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const mails = pgTable('mails', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  messageId: text('message_id').notNull(),
  dedupeKey: text('dedupe_key').notNull(),
  kind: text('kind').notNull(),
  accountId: integer('account_id'),
  toName: text('to_name'),
  toAddress: text('to_address').notNull(),
  subject: text('subject').notNull(),
  html: text('html'),
  bodyText: text('body_text'),
  sealed: text('sealed'),
  headers: jsonb('headers').$type<Record<string, string>>().notNull().default({}),
  ticketId: integer('ticket_id'),
  state: text('state', { enum: MAIL_STATES }).notNull().default('queued'),
  attempts: integer('attempts').notNull().default(0),
  lastError: text('last_error'),
  createdAt: instant('created_at').notNull(),
  sentAt: instant('sent_at'),
  version: integer('version').notNull().default(1),
});

export const inboxMessages = pgTable('inbox_messages', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  mailId: integer('mail_id'),
  messageId: text('message_id').notNull(),
  fromAddress: text('from_address').notNull(),
  toAddress: text('to_address').notNull(),
  subject: text('subject').notNull(),
  html: text('html'),
  bodyText: text('body_text'),
  receivedAt: instant('received_at').notNull(),
});
