import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';
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
