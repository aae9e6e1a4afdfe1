import type { Link } from '@portico/contracts/accounts/shapes.ts';
import { boolean, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, tsvector } from '../../kernel/db/columns.ts';

export const companies = pgTable('companies', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  identifier: text('identifier'),
  phone: text('phone'),
  website: text('website'),
  country: text('country'),
  links: jsonb('links').$type<Link[]>().notNull().default([]),
  notes: text('notes').notNull().default(''),
  locale: text('locale'),
  timeZone: text('time_zone'),
  active: boolean('active').notNull().default(true),
  typeId: integer('type_id'),
  statusId: integer('status_id'),
  isCatchAll: boolean('is_catch_all').notNull().default(false),
  /** A duplicate: everything it had belongs to this one now. */
  mergedIntoId: integer('merged_into_id'),
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

export const companyTenants = pgTable(
  'company_tenants',
  { companyId: integer('company_id').notNull(), tenantId: uuid('tenant_id').notNull() },
  (t) => [primaryKey({ columns: [t.companyId, t.tenantId] })],
);

export const companyTags = pgTable(
  'company_tags',
  { companyId: integer('company_id').notNull(), tagId: integer('tag_id').notNull() },
  (t) => [primaryKey({ columns: [t.companyId, t.tagId] })],
);
