import { MERGE_KINDS } from '@portico/contracts/merges/shapes.ts';
import { bigint, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const merges = pgTable('merges', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  kind: text('kind', { enum: MERGE_KINDS }).notNull(),
  loserId: integer('loser_id').notNull(),
  winnerId: integer('winner_id').notNull(),
  companyIds: integer('company_ids').array().notNull(),
  state: text('state', { enum: ['running', 'done', 'undoing', 'undone', 'failed'] }).notNull(),
  step: integer('step').notNull().default(0),
  counts: jsonb('counts').$type<Record<string, number>>().notNull().default({}),
  kept: jsonb('kept').$type<Record<string, number>>().notNull().default({}),
  problem: text('problem'),
  createdBy: integer('created_by'),
  createdAt: instant('created_at').notNull(),
  finishedAt: instant('finished_at'),
  undoUntil: instant('undo_until').notNull(),
  undoneBy: integer('undone_by'),
  undoneAt: instant('undone_at'),
});

/** The way back: every row that a merge changed or removed. */
export const mergeRows = pgTable('merge_rows', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  mergeId: integer('merge_id').notNull(),
  relation: text('relation').notNull(),
  act: text('act', { enum: ['changed', 'removed'] }).notNull(),
  key: jsonb('key').$type<Record<string, unknown>>().notNull(),
  before: jsonb('before').$type<Record<string, unknown>>().notNull(),
  after: jsonb('after').$type<Record<string, unknown>>(),
});
