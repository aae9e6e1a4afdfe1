import type { Relocation, TicketFate } from '@portico/contracts/relocations/shapes.ts';
import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const relocations = pgTable('relocations', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  contactId: integer('contact_id').notNull(),
  fromCompanyId: integer('from_company_id').notNull(),
  toCompanyId: integer('to_company_id').notNull(),
  tickets: text('tickets').$type<TicketFate>().notNull(),
  heirId: integer('heir_id'),
  state: text('state', { enum: ['running', 'done', 'failed'] }).notNull(),
  position: integer('position').notNull().default(0),
  counts: jsonb('counts').$type<Relocation['counts']>().notNull(),
  createdBy: integer('created_by'),
  createdAt: instant('created_at').notNull(),
  finishedAt: instant('finished_at'),
});
