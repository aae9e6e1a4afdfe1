import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant, tsvector } from '../../kernel/db/columns.ts';

/** The base row of every person in a role; `contacts.id` and `techs.id` are this id. */
export const accounts = pgTable('accounts', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  kind: text('kind', { enum: ['contact', 'tech'] }).notNull(),
  companyId: integer('company_id'),
  email: text('email'),
  emailKey: text('email_key').generatedAlwaysAs('lower(email)'),
  name: text('name').notNull(),
  givenName: text('given_name'),
  surname: text('surname'),
  title: text('title'),
  department: text('department'),
  phone: text('phone'),
  mobile: text('mobile'),
  office: text('office'),
  timeZone: text('time_zone'),
  locale: text('locale', { enum: ['en', 'de'] }),
  pictureFileId: integer('picture_file_id'),
  /** Who sees more of this person than the name; administrators always do. */
  profileVisibility: text('profile_visibility', { enum: ['public', 'department', 'private'] })
    .notNull()
    .default('public'),
  showPhones: boolean('show_phones').notNull().default(true),
  showPresence: boolean('show_presence').notNull().default(true),
  active: boolean('active').notNull().default(true),
  search: tsvector('search').notNull(),
  /** A duplicate: everything it had belongs to this one now. */
  mergedIntoId: integer('merged_into_id'),
  erasedAt: instant('erased_at'),
  version: integer('version').notNull().default(1),
  lastSeenAt: instant('last_seen_at'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});
