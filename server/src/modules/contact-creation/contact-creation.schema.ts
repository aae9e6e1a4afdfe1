import { CREATION_RULES } from '@portico/contracts/contact-creation/shapes.ts';
import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const contactCreation = pgTable('contact_creation', {
  id: integer('id').primaryKey(),
  rule: text('rule', { enum: CREATION_RULES }).notNull().default('off'),
  catchAllCompanyId: integer('catch_all_company_id'),
  version: integer('version').notNull().default(1),
  updatedAt: instant('updated_at').notNull(),
});

export const companySids = pgTable('company_sids', { companyId: integer('company_id').notNull(), sid: text('sid').notNull() }, (t) => [
  primaryKey({ columns: [t.companyId, t.sid] }),
]);

export const confirmedPublicDomains = pgTable(
  'confirmed_public_domains',
  {
    companyId: integer('company_id').notNull(),
    domain: text('domain').notNull(),
    confirmedBy: integer('confirmed_by'),
    confirmedAt: instant('confirmed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.companyId, t.domain] })],
);
