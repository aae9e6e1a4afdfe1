import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';

export const contacts = pgTable('contacts', {
  id: integer('id').primaryKey(),
  isManager: boolean('is_manager').notNull().default(false),
  isVip: boolean('is_vip').notNull().default(false),
  isApprover: boolean('is_approver').notNull().default(false),
  notes: text('notes').notNull().default(''),
});
