import { boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant, tsvector } from '../../kernel/db/columns.ts';

export const companies = pgTable('companies', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  identifier: text('identifier'),
  phone: text('phone'),
  website: text('website'),
  notes: text('notes').notNull().default(''),
  locale: text('locale'),
  timeZone: text('time_zone'),
  active: boolean('active').notNull().default(true),
  isCatchAll: boolean('is_catch_all').notNull().default(false),
  search: tsvector('search').notNull(),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const companyDomains = pgTable(
  'company_domains',
  { companyId: integer('company_id').notNull(), domain: text('domain').notNull() },
  (t) => [primaryKey({ columns: [t.companyId, t.domain] })],
);
