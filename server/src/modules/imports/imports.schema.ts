import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const importRuns = pgTable('import_runs', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  kind: text('kind').notNull(),
  system: text('system').notNull(),
  fileHash: text('file_hash').notNull(),
  state: text('state', { enum: ['running', 'stopped', 'done', 'failed'] }).notNull(),
  position: integer('position').notNull().default(0),
  counts: jsonb('counts').$type<Record<string, number>>().notNull().default({}),
  startedAt: instant('started_at').notNull(),
  finishedAt: instant('finished_at'),
});
