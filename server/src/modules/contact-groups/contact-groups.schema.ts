import { GROUP_ROLES } from '@portico/contracts/access/actor.ts';
import { boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, tsvector } from '../../kernel/db/columns.ts';

export const contactGroups = pgTable('contact_groups', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  companyId: integer('company_id').notNull(),
  name: text('name').notNull(),
  icon: text('icon').notNull().default('people'),
  tags: text('tags').array().notNull().default([]),
  search: tsvector('search').notNull(),
  active: boolean('active').notNull().default(true),
  deletedAt: instant('deleted_at'),
  deletedBy: integer('deleted_by'),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const contactGroupMembers = pgTable(
  'contact_group_members',
  {
    groupId: integer('group_id').notNull(),
    contactId: integer('contact_id').notNull(),
    role: text('role', { enum: GROUP_ROLES }).notNull(),
    addedBy: integer('added_by'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.groupId, t.contactId] })],
);
