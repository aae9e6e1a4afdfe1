import { PRIORITY_LEVELS, STATUS_KINDS } from '@portico/contracts/service-desk/shapes.ts';
import { boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

const row = {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  sort: integer('sort').notNull().default(0),
  active: boolean('active').notNull().default(true),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
};

export const queues = pgTable('queues', {
  ...row,
  description: text('description').notNull().default(''),
  defaultStatusId: integer('default_status_id'),
  closedStatusId: integer('closed_status_id'),
  reopenedStatusId: integer('reopened_status_id'),
  updatedStatusId: integer('updated_status_id'),
});
export const statuses = pgTable('statuses', {
  ...row,
  kind: text('kind', { enum: STATUS_KINDS }).notNull(),
  isClosed: boolean('is_closed').notNull(),
});
export const queueStatuses = pgTable(
  'queue_statuses',
  { queueId: integer('queue_id').notNull(), statusId: integer('status_id').notNull(), sort: integer('sort').notNull().default(0) },
  (t) => [primaryKey({ columns: [t.queueId, t.statusId] })],
);
export const priorities = pgTable('priorities', {
  ...row,
  level: text('level', { enum: PRIORITY_LEVELS }).notNull(),
  color: text('color').notNull(),
});
export const sources = pgTable('sources', row);
export const categories = pgTable('categories', row);
