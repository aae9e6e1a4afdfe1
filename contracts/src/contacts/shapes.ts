import { type Static, Type } from 'typebox';
import { Locale, optionalLine, PersonRef } from '../accounts/shapes.ts';
import { CompanyRef } from '../companies/shapes.ts';
import { Email, Id, Instant, Nullable, Version } from '../kernel/shapes.ts';

export const ContactItem = Type.Object({
  ...PersonRef.properties,
  email: Nullable(Email),
  title: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  company: CompanyRef,
  isManager: Type.Boolean(),
  isVip: Type.Boolean(),
  isApprover: Type.Boolean(),
  active: Type.Boolean(),
  /** False when the contact, or its company, is disabled, or there is no e-mail address. */
  canSignIn: Type.Boolean(),
  lastSeenAt: Nullable(Instant),
  createdAt: Instant,
  version: Version,
});
export type ContactItem = Static<typeof ContactItem>;
export const Contact = Type.Object({
  ...ContactItem.properties,
  givenName: Nullable(Type.String()),
  surname: Nullable(Type.String()),
  department: Nullable(Type.String()),
  mobile: Nullable(Type.String()),
  office: Nullable(Type.String()),
  timeZone: Nullable(Type.String()),
  locale: Nullable(Type.String()),
  notes: Type.String(),
  hasPassword: Type.Boolean(),
  openTicketCount: Type.Integer(),
});
export type Contact = Static<typeof Contact>;
/** A colleague as a company manager sees them when choosing whom a request is for. */
export const Colleague = Type.Object({ ...PersonRef.properties, title: Nullable(Type.String()) });

const fields = {
  givenName: optionalLine(100),
  surname: optionalLine(100),
  title: optionalLine(200),
  department: optionalLine(200),
  phone: optionalLine(50),
  mobile: optionalLine(50),
  office: optionalLine(200),
  timeZone: optionalLine(60),
  locale: Type.Optional(Nullable(Locale)),
  notes: Type.Optional(Type.String({ maxLength: 20_000 })),
  isManager: Type.Optional(Type.Boolean()),
  isVip: Type.Optional(Type.Boolean()),
  isApprover: Type.Optional(Type.Boolean()),
  email: Type.Optional(Nullable(Email)),
};
export const NewContact = Type.Object(
  { companyId: Id, name: Type.String({ minLength: 1, maxLength: 200 }), ...fields },
  { additionalProperties: false },
);
export const ContactPatch = Type.Object(
  { name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })), active: Type.Optional(Type.Boolean()), ...fields },
  { additionalProperties: false },
);
