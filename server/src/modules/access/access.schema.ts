import { ATTEMPT_METHODS, ATTEMPT_RESULTS, PROOF_METHODS } from '@portico/contracts/access/shapes.ts';
import { bigint, boolean, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../../kernel/db/columns.ts';

export const accountPasswords = pgTable('account_passwords', {
  accountId: integer('account_id').primaryKey(),
  hash: text('hash').notNull(),
  setBy: integer('set_by'),
  setAt: instant('set_at').notNull(),
});

export const signInChallenges = pgTable('sign_in_challenges', {
  id: text('id').primaryKey(),
  emailKey: text('email_key').notNull(),
  codeHash: text('code_hash').notNull(),
  linkHash: text('link_hash').notNull(),
  attempts: integer('attempts').notNull().default(0),
  returnPath: text('return_path'),
  browserHash: text('browser_hash'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  consumedAt: instant('consumed_at'),
  kind: text('kind', { enum: ['mail', 'operator'] })
    .notNull()
    .default('mail'),
  maxAttempts: integer('max_attempts').notNull().default(5),
});

export const accountTotp = pgTable('account_totp', {
  accountId: integer('account_id').primaryKey(),
  sealedSecret: text('sealed_secret').notNull(),
  lastStep: bigint('last_step', { mode: 'number' }),
  createdAt: instant('created_at').notNull(),
  confirmedAt: instant('confirmed_at'),
});

export const accountRecoveryCodes = pgTable(
  'account_recovery_codes',
  {
    accountId: integer('account_id').notNull(),
    codeHash: text('code_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.codeHash] })],
);

export const sessions = pgTable('sessions', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  tokenHash: text('token_hash').notNull(),
  emailKey: text('email_key').notNull(),
  accountId: integer('account_id'),
  ip: text('ip'),
  userAgent: text('user_agent'),
  createdAt: instant('created_at').notNull(),
  lastSeenAt: instant('last_seen_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  revokedAt: instant('revoked_at'),
  enteredAt: instant('entered_at'),
  endReason: text('end_reason'),
});

export const sessionProofs = pgTable(
  'session_proofs',
  {
    sessionId: integer('session_id').notNull(),
    issuer: text('issuer').notNull(),
    method: text('method', { enum: PROOF_METHODS }).notNull(),
    subject: text('subject').notNull(),
    provenAt: instant('proven_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.sessionId, t.issuer, t.method, t.subject] })],
);

export const accountEntries = pgTable('account_entries', {
  accountId: integer('account_id').primaryKey(),
  enteredAt: instant('entered_at').notNull(),
});

export const signInAttempts = pgTable('sign_in_attempts', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  at: instant('at').notNull(),
  emailKey: text('email_key').notNull(),
  accountId: integer('account_id'),
  method: text('method', { enum: ATTEMPT_METHODS }).notNull(),
  result: text('result', { enum: ATTEMPT_RESULTS }).notNull(),
  reason: text('reason'),
  ip: text('ip'),
  userAgent: text('user_agent'),
  byAccountId: integer('by_account_id'),
  note: text('note'),
});

export const knownBrowsers = pgTable(
  'known_browsers',
  {
    emailKey: text('email_key').notNull(),
    browserHash: text('browser_hash').notNull(),
    firstSeenAt: instant('first_seen_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.emailKey, t.browserHash] })],
);

export const impersonations = pgTable('impersonations', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  tokenHash: text('token_hash').notNull(),
  staffId: integer('staff_id').notNull(),
  sessionId: integer('session_id'),
  contactId: integer('contact_id').notNull(),
  reason: text('reason').notNull(),
  readOnly: boolean('read_only').notNull(),
  startedAt: instant('started_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  endedAt: instant('ended_at'),
});

export const apiKeys = pgTable('api_keys', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  accountId: integer('account_id').notNull(),
  name: text('name').notNull(),
  prefix: text('prefix').notNull(),
  tokenHash: text('token_hash').notNull(),
  scopes: text('scopes').array().notNull(),
  mayActAs: boolean('may_act_as').notNull().default(false),
  expiresAt: instant('expires_at'),
  lastUsedAt: instant('last_used_at'),
  revokedAt: instant('revoked_at'),
  createdAt: instant('created_at').notNull(),
});
