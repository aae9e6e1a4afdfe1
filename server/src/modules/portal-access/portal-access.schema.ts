import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const companyTypes = pgTable('company_types', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  position: integer('position').notNull(),
  opensPortal: boolean('opens_portal').notNull().default(false),
});

export const companyStatuses = pgTable('company_statuses', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  position: integer('position').notNull(),
  opensPortal: boolean('opens_portal').notNull().default(false),
});

export const portalAccess = pgTable('portal_access', {
  id: integer('id').primaryKey(),
  contactLimit: integer('contact_limit'),
  version: integer('version').notNull().default(1),
  updatedAt: instant('updated_at').notNull(),
});
