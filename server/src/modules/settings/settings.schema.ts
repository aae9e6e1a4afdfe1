import { integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const settings = pgTable(
  'settings',
  {
    scope: text('scope', { enum: ['global', 'company', 'group', 'contact'] }).notNull(),
    scopeId: integer('scope_id').notNull().default(0),
    key: text('key').notNull(),
    value: jsonb('value').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.key, t.scope, t.scopeId] })],
);

export const externalLinks = pgTable(
  'external_links',
  {
    system: text('system').notNull(),
    entity: text('entity').notNull(),
    localId: integer('local_id').notNull(),
    externalId: text('external_id').notNull(),
    remoteVersion: text('remote_version'),
    syncedAt: instant('synced_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.system, t.entity, t.externalId] })],
);
