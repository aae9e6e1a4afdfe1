import { ON_DELETE, PROVISIONED_ROLES, SCIM_ACTIONS, SCIM_AUDIENCES } from '@portico/contracts/scim/shapes.ts';
import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const scimConnections = pgTable('scim_connections', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  name: text('name').notNull(),
  audience: text('audience', { enum: SCIM_AUDIENCES }).notNull(),
  companyId: integer('company_id'),
  enabled: boolean('enabled').notNull().default(true),
  mayAdopt: boolean('may_adopt').notNull(),
  onDelete: text('on_delete', { enum: ON_DELETE }).notNull().default('disable'),
  techRole: text('tech_role', { enum: PROVISIONED_ROLES }),
  managesAdmins: boolean('manages_admins').notNull().default(false),
  lastUsedAt: instant('last_used_at'),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const scimTokens = pgTable('scim_tokens', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  connectionId: integer('connection_id').notNull(),
  tokenHash: text('token_hash').notNull(),
  prefix: text('prefix').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at'),
  lastUsedAt: instant('last_used_at'),
});

export const scimUsers = pgTable('scim_users', {
  accountId: integer('account_id').primaryKey(),
  connectionId: integer('connection_id').notNull(),
  userName: text('user_name').notNull(),
  userKey: text('user_key').generatedAlwaysAs('lower(user_name)'),
  externalId: text('external_id'),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  removedAt: instant('removed_at'),
});

export const scimGroups = pgTable('scim_groups', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  connectionId: integer('connection_id').notNull(),
  contactGroupId: integer('contact_group_id'),
  teamId: integer('team_id'),
  externalId: text('external_id'),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  removedAt: instant('removed_at'),
});

export const scimActivities = pgTable('scim_activities', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  connectionId: integer('connection_id').notNull(),
  at: instant('at').notNull(),
  action: text('action', { enum: SCIM_ACTIONS }).notNull(),
  accountId: integer('account_id'),
  subject: text('subject').notNull().default(''),
  status: integer('status').notNull(),
  code: text('code'),
  detail: text('detail'),
  traceId: text('trace_id').notNull(),
});
