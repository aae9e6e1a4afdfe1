import { type Static, Type } from 'typebox';
import { PersonRef } from '../accounts/shapes.ts';
import { Email, Id, Instant, Nullable, Words } from '../kernel/shapes.ts';
import { TECH_ROLES } from './actor.ts';

export const Portal = Words(['portal', 'tech', 'admin']);
export const ProofMethod = Words(['email-code', 'email-link', 'password']);

/** The same for known and unknown addresses. */
export const Challenge = Type.Object({
  challengeId: Type.String(),
  expiresAt: Instant,
  /** Seconds until another code may be asked for. */
  resendAfter: Type.Integer(),
});

/** One place the proven e-mail opens. An account of a tech with an admin role appears for tech and admin. */
export const Destination = Type.Object({
  accountId: Id,
  portal: Portal,
  company: Nullable(Type.String({ description: 'Company name of a contact; null for staff' })),
  name: Type.String(),
  lastEnteredAt: Nullable(Instant),
  isCurrent: Type.Boolean(),
  /** Methods of which one must still be shown; empty = may be entered now. */
  missingProofs: Type.Array(ProofMethod),
});
export type Destination = Static<typeof Destination>;

/** The session as the pages see it. `account` is null until one was chosen. */
export const SessionView = Type.Object({
  email: Email,
  account: Nullable(
    Type.Object({
      ...PersonRef.properties,
      email: Nullable(Email),
      company: Nullable(Type.Object({ id: Id, name: Type.String() })),
      role: Nullable(Words(TECH_ROLES)),
      isManager: Type.Boolean(),
      timeZone: Nullable(Type.String()),
      locale: Nullable(Type.String()),
    }),
  ),
  destinations: Type.Array(Destination),
});
export type SessionView = Static<typeof SessionView>;

export const SessionItem = Type.Object({
  id: Id,
  isCurrent: Type.Boolean(),
  ip: Nullable(Type.String()),
  device: Type.String({ description: 'Browser and system in words, "Firefox on Windows"' }),
  createdAt: Instant,
  lastSeenAt: Instant,
});

export const ApiKeyItem = Type.Object({
  id: Id,
  name: Type.String(),
  prefix: Type.String(),
  scopes: Type.Array(Type.String()),
  mayActAs: Type.Boolean(),
  createdAt: Instant,
  expiresAt: Nullable(Instant),
  lastUsedAt: Nullable(Instant),
  revokedAt: Nullable(Instant),
});
export const SCOPES = [
  'tickets:read',
  'tickets:write',
  'people:read',
  'people:write',
  'service:read',
  'service:write',
  'me:read',
  'me:write',
  'system:read',
  'system:write',
  'files:read',
  'files:write',
  '*',
] as const;
export const NewApiKey = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    scopes: Type.Array(Words(SCOPES), { minItems: 1 }),
    mayActAs: Type.Optional(Type.Boolean()),
    expiresAt: Type.Optional(Nullable(Instant)),
  },
  { additionalProperties: false },
);
