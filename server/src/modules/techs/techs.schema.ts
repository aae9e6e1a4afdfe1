import { TECH_ROLES } from '@portico/contracts/access/actor.ts';
import { boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

export const techs = pgTable('techs', {
  id: integer('id').primaryKey(),
  role: text('role', { enum: TECH_ROLES }).notNull(),
  availability: text('availability', { enum: ['available', 'busy', 'away', 'dnd'] })
    .notNull()
    .default('available'),
  queuesRestricted: boolean('queues_restricted').notNull().default(false),
  companiesRestricted: boolean('companies_restricted').notNull().default(false),
});

export const techCompanies = pgTable(
  'tech_companies',
  { techId: integer('tech_id').notNull(), companyId: integer('company_id').notNull() },
  (t) => [primaryKey({ columns: [t.techId, t.companyId] })],
);

export const techQueues = pgTable('tech_queues', { techId: integer('tech_id').notNull(), queueId: integer('queue_id').notNull() }, (t) => [
  primaryKey({ columns: [t.techId, t.queueId] }),
]);
