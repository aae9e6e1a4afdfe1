import { TECH_ROLES } from '@portico/contracts/access/actor.ts';
import { boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const techs = pgTable('techs', {
  id: integer('id').primaryKey(),
  role: text('role', { enum: TECH_ROLES }).notNull(),
  availability: text('availability', { enum: ['available', 'busy', 'away', 'dnd'] })
    .notNull()
    .default('available'),
  /** When the state ends by itself; from then on it counts as available, whatever stands here. */
  availabilityUntil: instant('availability_until'),
  availabilityBy: text('availability_by', { enum: ['hand', 'calendar'] })
    .notNull()
    .default('hand'),
  availabilitySince: instant('availability_since'),
  departmentId: integer('department_id'),
  queuesRestricted: boolean('queues_restricted').notNull().default(false),
  companiesRestricted: boolean('companies_restricted').notNull().default(false),
  categoriesRestricted: boolean('categories_restricted').notNull().default(false),
});

export const techCompanies = pgTable(
  'tech_companies',
  { techId: integer('tech_id').notNull(), companyId: integer('company_id').notNull() },
  (t) => [primaryKey({ columns: [t.techId, t.companyId] })],
);

export const techQueues = pgTable('tech_queues', { techId: integer('tech_id').notNull(), queueId: integer('queue_id').notNull() }, (t) => [
  primaryKey({ columns: [t.techId, t.queueId] }),
]);

export const techCategories = pgTable(
  'tech_categories',
  { techId: integer('tech_id').notNull(), categoryId: integer('category_id').notNull() },
  (t) => [primaryKey({ columns: [t.techId, t.categoryId] })],
);
