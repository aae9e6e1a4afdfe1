import { bigint, boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const accountPasskeys = pgTable('account_passkeys', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  accountId: integer('account_id').notNull(),
  credentialId: text('credential_id').notNull(),
  publicKey: text('public_key').notNull(),
  userHandle: text('user_handle').notNull(),
  signCount: bigint('sign_count', { mode: 'number' }).notNull().default(0),
  transports: text('transports').array().notNull().default([]),
  isSynced: boolean('is_synced').notNull(),
  heardEmailKey: text('heard_email_key'),
  name: text('name').notNull(),
  createdAt: instant('created_at').notNull(),
  lastUsedAt: instant('last_used_at'),
});

export const passkeyChallenges = pgTable('passkey_challenges', {
  challengeHash: text('challenge_hash').primaryKey(),
  kind: text('kind', { enum: ['sign-in', 'registration'] }).notNull(),
  browserHash: text('browser_hash'),
  sessionId: integer('session_id'),
  accountId: integer('account_id'),
  userHandle: text('user_handle'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
});
