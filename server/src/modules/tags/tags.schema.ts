import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const tags = pgTable('tags', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  type: text('type', { enum: ['free', 'generic', 'service', 'company', 'agent'] })
    .notNull()
    .default('free'),
  version: integer('version').notNull().default(1),
});
