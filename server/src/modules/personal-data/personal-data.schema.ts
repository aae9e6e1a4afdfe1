import { boolean, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

const STATES = ['running', 'done', 'failed'] as const;

export const personalExports = pgTable('personal_exports', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  accountId: integer('account_id').notNull(),
  state: text('state', { enum: STATES }).notNull(),
  fileId: integer('file_id'),
  size: integer('size'),
  counts: jsonb('counts').$type<Record<string, number>>().notNull().default({}),
  createdBy: integer('created_by'),
  createdAt: instant('created_at').notNull(),
  finishedAt: instant('finished_at'),
  expiresAt: instant('expires_at'),
  downloads: integer('downloads').notNull().default(0),
  downloadedAt: instant('downloaded_at'),
});

export const erasures = pgTable('erasures', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  accountId: integer('account_id').notNull(),
  redactTexts: boolean('redact_texts').notNull(),
  state: text('state', { enum: STATES }).notNull(),
  step: integer('step').notNull().default(0),
  counts: jsonb('counts').$type<Record<string, number>>().notNull().default({}),
  createdBy: integer('created_by'),
  createdAt: instant('created_at').notNull(),
  finishedAt: instant('finished_at'),
});
