import { PROVIDER_KINDS, PROVIDER_SCOPES, type ProviderSettings } from '@portico/contracts/identity-providers/shapes.ts';
import { boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const identityProviders = pgTable('identity_providers', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  kind: text('kind', { enum: PROVIDER_KINDS }).notNull(),
  name: text('name').notNull(),
  buttonText: text('button_text').notNull().default(''),
  scope: text('scope', { enum: PROVIDER_SCOPES }).notNull(),
  companyId: integer('company_id'),
  enabled: boolean('enabled').notNull().default(false),
  position: integer('position').notNull().default(0),
  settings: jsonb('settings').$type<Partial<ProviderSettings>>().notNull().default({}),
  clientSecretSealed: text('client_secret_sealed'),
  version: integer('version').notNull().default(1),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const identityTransactions = pgTable('identity_transactions', {
  keyHash: text('key_hash').primaryKey(),
  providerId: integer('provider_id').notNull(),
  browserHash: text('browser_hash').notNull(),
  emailHint: text('email_hint'),
  returnPath: text('return_path'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  consumedAt: instant('consumed_at'),
  askedAnew: boolean('asked_anew'),
});

export const samlAssertions = pgTable(
  'saml_assertions',
  {
    providerId: integer('provider_id').notNull(),
    assertionHash: text('assertion_hash').notNull(),
    tokenHash: text('token_hash').notNull(),
    emailKey: text('email_key').notNull(),
    browserHash: text('browser_hash'),
    returnPath: text('return_path'),
    tokenExpiresAt: instant('token_expires_at').notNull(),
    redeemedAt: instant('redeemed_at'),
    askedAnew: boolean('asked_anew'),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.providerId, t.assertionHash] })],
);
