import { boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const groupTags = pgTable('group_tags', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  description: text('description').notNull().default(''),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const contactGroupTags = pgTable(
  'contact_group_tags',
  {
    contactId: integer('contact_id').notNull(),
    tagId: integer('tag_id').notNull(),
    mayView: boolean('may_view').notNull().default(false),
    mayApprove: boolean('may_approve').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.contactId, t.tagId] })],
);
