import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const serviceTypes = pgTable('service_types', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  description: text('description').notNull().default(''),
  section: text('section').notNull().default(''),
  icon: text('icon').notNull().default('help'),
  queueId: integer('queue_id'),
  statusId: integer('status_id'),
  priorityId: integer('priority_id'),
  categoryId: integer('category_id'),
  sourceId: integer('source_id'),
  titleTemplate: text('title_template').notNull().default(''),
  bodyTemplate: text('body_template').notNull().default(''),
  published: boolean('published').notNull().default(true),
  sort: integer('sort').notNull().default(0),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});
