import { type Static, Type } from 'typebox';
import { PersonRef } from '../accounts/shapes.ts';
import { Email, Id, Instant, Nullable, Words } from '../kernel/shapes.ts';
import { SignInMethod } from '../sign-in-rules/shapes.ts';
import { TECH_ROLES } from './actor.ts';

export const Portal = Words(['portal', 'tech', 'admin']);
/** `operator-link` is made on the server's own screen, for somebody who cannot get in otherwise. */
export const PROOF_METHODS = [
  'email-code',
  'email-link',
  'operator-link',
  'password',
  'oidc',
  'saml',
  'totp',
  'recovery-code',
  'passkey',
] as const;
export const ProofMethod = Words(PROOF_METHODS);

/** The same for known and unknown addresses. */
export const Challenge = Type.Object({
  challengeId: Type.String(),
  expiresAt: Instant,
  /** Seconds until another code may be asked for. */
  resendAfter: Type.Integer(),
  /** What may be tried, best first; found by the part after the @, so it tells nothing about the address. */
  methods: Type.Array(SignInMethod),
  /** Is a mail on its way, if the address is known? Else nothing was sent and there is no code to enter. */
  sent: Type.Boolean(),
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
  /** The second factor that is missing has to be set up first. */
  mustSetUp: Type.Boolean(),
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
      seesAllTickets: Type.Boolean({ description: 'All tickets of the company, as its managers do' }),
      seesBeyondOwn: Type.Boolean({ description: 'Other tickets than those one takes part in' }),
      timeZone: Nullable(Type.String()),
      locale: Nullable(Type.String()),
    }),
  ),
  destinations: Type.Array(Destination),
  /** Nobody has the proven address yet, and a contact may be made: ask for a name and call session.createContact. */
  needsProfile: Type.Boolean(),
  /** Set in a tab in which staff looks at the portal as this contact. */
  impersonation: Nullable(Type.Object({ by: Type.String(), endsAt: Instant, readOnly: Type.Boolean() })),
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

export const ATTEMPT_METHODS = [
  'email-code',
  'email-link',
  'password',
  'oidc',
  'saml',
  'totp',
  'recovery-code',
  'passkey',
  'setup',
  'impersonation',
  'view-as',
] as const;
export const ATTEMPT_RESULTS = ['ok', 'refused'] as const;
/** Everybody who has the address now; one address may be several people. */
export const AttemptPerson = Type.Object({
  id: Id,
  kind: Words(['contact', 'tech']),
  name: Type.String(),
  company: Nullable(Type.Object({ id: Id, name: Type.String() })),
});
export const AttemptBy = Type.Object({ id: Id, name: Type.String() });
export const SignInAttempt = Type.Object({
  id: Id,
  at: Instant,
  email: Type.String({ description: 'As it was typed, in lower case; empty when no address was named' }),
  people: Type.Array(AttemptPerson, { description: 'At most five' }),
  method: Words(ATTEMPT_METHODS),
  result: Words(ATTEMPT_RESULTS),
  reason: Nullable(Type.String({ description: 'Code of the refusal, `code.wrong`; null when it worked' })),
  ip: Nullable(Type.String()),
  device: Type.String({ description: 'Browser and system in words' }),
  by: Nullable(AttemptBy),
  note: Nullable(Type.String({ description: 'The reason he gave' })),
});
export type SignInAttempt = Static<typeof SignInAttempt>;
