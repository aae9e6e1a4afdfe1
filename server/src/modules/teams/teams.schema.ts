import { boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const teams = pgTable('teams', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  description: text('description').notNull().default(''),
  active: boolean('active').notNull().default(true),
  awayRule: text('away_rule', { enum: ['none', 'lead', 'team'] })
    .notNull()
    .default('none'),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const teamMembers = pgTable(
  'team_members',
  { teamId: integer('team_id').notNull(), techId: integer('tech_id').notNull(), isLead: boolean('is_lead').notNull().default(false) },
  (t) => [primaryKey({ columns: [t.teamId, t.techId] })],
);

export const teamRequests = pgTable('team_requests', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  teamId: integer('team_id').notNull(),
  techId: integer('tech_id').notNull(),
  state: text('state', { enum: ['pending', 'approved', 'denied', 'withdrawn'] })
    .notNull()
    .default('pending'),
  message: text('message').notNull().default(''),
  reason: text('reason').notNull().default(''),
  decidedBy: integer('decided_by'),
  decidedAt: instant('decided_at'),
  createdAt: instant('created_at').notNull(),
});
