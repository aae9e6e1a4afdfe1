import { type Static, Type } from 'typebox';
import { Words } from '../kernel/shapes.ts';
import { TECH_ROLES } from './actor.ts';

/** Whose sessions are limited apart: contacts, and each role of the staff. */
export const SESSION_ROLES = ['contact', ...TECH_ROLES] as const;
export type SessionRole = (typeof SESSION_ROLES)[number];

export const SessionLimit = Type.Object(
  {
    idleMinutes: Type.Integer({ minimum: 15, maximum: 43_200, description: 'A session nobody used for so long is over' }),
    maxHours: Type.Integer({ minimum: 1, maximum: 720, description: 'Counted from the last time its owner proved who he is' }),
  },
  { additionalProperties: false },
);
export type SessionLimit = Static<typeof SessionLimit>;

export const TELL = ['off', 'mail'] as const;
const ImpersonationSettings = Type.Object(
  {
    minutes: Type.Integer({ minimum: 5, maximum: 120, description: 'After so long it ends; it cannot be prolonged' }),
    tell: Words(TELL, { description: 'Whether a contact is told that somebody looked at the portal in his name' }),
  },
  { additionalProperties: false },
);

export const AccessSettings = Type.Object({
  signInLogDays: Type.Integer({ minimum: 7, maximum: 730, description: 'Older attempts are deleted each night' }),
  sessions: Type.Object(Object.fromEntries(SESSION_ROLES.map((role) => [role, SessionLimit])) as Record<SessionRole, typeof SessionLimit>),
  impersonation: ImpersonationSettings,
});
export type AccessSettings = Static<typeof AccessSettings>;

export const AccessSettingsPatch = Type.Object(
  {
    signInLogDays: Type.Optional(AccessSettings.properties.signInLogDays),
    sessions: Type.Optional(Type.Partial(AccessSettings.properties.sessions, { additionalProperties: false })),
    impersonation: Type.Optional(ImpersonationSettings),
  },
  { additionalProperties: false },
);
