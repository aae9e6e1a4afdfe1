import type { Link } from '@portico/contracts/accounts/shapes.ts';
import { boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

export const contacts = pgTable('contacts', {
  id: integer('id').primaryKey(),
  isManager: boolean('is_manager').notNull().default(false),
  isVip: boolean('is_vip').notNull().default(false),
  isApprover: boolean('is_approver').notNull().default(false),
  notes: text('notes').notNull().default(''),
  mailNickname: text('mail_nickname'),
  links: jsonb('links').$type<Link[]>().notNull().default([]),
});

export const contactTags = pgTable(
  'contact_tags',
  { contactId: integer('contact_id').notNull(), tagId: integer('tag_id').notNull() },
  (t) => [primaryKey({ columns: [t.contactId, t.tagId] })],
);

export const primaryContacts = pgTable('primary_contacts', {
  emailKey: text('email_key').primaryKey(),
  contactId: integer('contact_id').notNull(),
});
