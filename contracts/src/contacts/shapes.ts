import { type Static, Type } from 'typebox';
import { Link, Links, Locale, optionalLine, PersonRef } from '../accounts/shapes.ts';
import { CompanyRef } from '../companies/shapes.ts';
import { Email, Id, Instant, Nullable, Version } from '../kernel/shapes.ts';
import { ConfirmLosing, PortalStanding } from '../portal-access/shapes.ts';
import { TagChange, TagNames } from '../tags/shapes.ts';

export const ContactItem = Type.Object({
  ...PersonRef.properties,
  email: Nullable(Email),
  title: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  company: CompanyRef,
  isManager: Type.Boolean(),
  isVip: Type.Boolean(),
  isApprover: Type.Boolean(),
  tags: Type.Array(Type.String()),
  active: Type.Boolean(),
  /** May this contact use the client portal? `active` is the contact’s own state, which a disabled company leaves as it is. */
  canSignIn: Type.Boolean(),
  portalStanding: PortalStanding,
  lastSeenAt: Nullable(Instant),
  createdAt: Instant,
  version: Version,
});
export type ContactItem = Static<typeof ContactItem>;
export const Contact = Type.Object({
  ...ContactItem.properties,
  givenName: Nullable(Type.String()),
  surname: Nullable(Type.String()),
  mailNickname: Nullable(Type.String({ description: 'How mail greets the person' })),
  department: Nullable(Type.String()),
  mobile: Nullable(Type.String()),
  office: Nullable(Type.String()),
  timeZone: Nullable(Type.String()),
  locale: Nullable(Type.String()),
  notes: Type.String(),
  links: Type.Array(Link),
  /** Of several contacts with this address, the one that is meant when nothing else says so. */
  isPrimary: Type.Boolean(),
  /** Contacts of other companies with the same address, as far as the reader may see them. */
  sameEmail: Type.Array(Type.Object({ id: Id, company: CompanyRef, isPrimary: Type.Boolean(), active: Type.Boolean() })),
  hasPassword: Type.Boolean(),
  openTicketCount: Type.Integer(),
});
export type Contact = Static<typeof Contact>;
/** A colleague as a company manager sees them when choosing whom a request is for. */
export const Colleague = Type.Object({ ...PersonRef.properties, title: Nullable(Type.String()) });

const fields = {
  givenName: optionalLine(100),
  surname: optionalLine(100),
  mailNickname: optionalLine(100),
  title: optionalLine(200),
  department: optionalLine(200),
  phone: optionalLine(50),
  mobile: optionalLine(50),
  office: optionalLine(200),
  timeZone: optionalLine(60),
  locale: Type.Optional(Nullable(Locale)),
  notes: Type.Optional(Type.String({ maxLength: 20_000 })),
  links: Type.Optional(Links),
  tags: Type.Optional(TagNames),
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
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    active: Type.Optional(Type.Boolean()),
    confirmLosing: ConfirmLosing,
    ...fields,
  },
  { additionalProperties: false },
);

/** What happened to each row of a bulk change. */
export const BulkReply = Type.Object({
  changed: Type.Array(Id),
  refused: Type.Array(Type.Object({ id: Id, code: Type.String(), detail: Type.String() })),
});
export const ContactBulk = Type.Object(
  {
    ids: Type.Array(Id, { minItems: 1, maxItems: 500 }),
    patch: Type.Object(
      {
        active: Type.Optional(Type.Boolean()),
        isManager: Type.Optional(Type.Boolean()),
        isVip: Type.Optional(Type.Boolean()),
        isApprover: Type.Optional(Type.Boolean()),
        tags: Type.Optional(TagChange),
      },
      { additionalProperties: false, minProperties: 1 },
    ),
  },
  { additionalProperties: false },
);
