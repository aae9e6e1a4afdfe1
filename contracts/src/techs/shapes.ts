import { type Static, Type } from 'typebox';
import { TECH_ROLES } from '../access/actor.ts';
import { Locale, optionalLine, PersonRef } from '../accounts/shapes.ts';
import { Email, Id, Instant, Nullable, Version, Words } from '../kernel/shapes.ts';

export const Role = Words(TECH_ROLES);
export const AVAILABILITIES = ['available', 'busy', 'away', 'dnd'] as const;
export type Availability = (typeof AVAILABILITIES)[number];
export const TechItem = Type.Object({
  ...PersonRef.properties,
  email: Nullable(Email),
  title: Nullable(Type.String()),
  role: Role,
  active: Type.Boolean(),
  teams: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  openTicketCount: Type.Integer(),
  lastSeenAt: Nullable(Instant),
  createdAt: Instant,
  version: Version,
});
export type TechItem = Static<typeof TechItem>;
export const Tech = Type.Object({
  ...TechItem.properties,
  department: Nullable(Type.Object({ id: Id, name: Type.String() })),
  phone: Nullable(Type.String()),
  mobile: Nullable(Type.String()),
  office: Nullable(Type.String()),
  timeZone: Nullable(Type.String()),
  locale: Nullable(Type.String()),
  hasPassword: Type.Boolean(),
  /** null = no restriction of his own: the workspace's holds, if there is one. */
  queueIds: Nullable(Type.Array(Id)),
  companyIds: Nullable(Type.Array(Id)),
  categoryIds: Nullable(Type.Array(Id)),
});
export type Tech = Static<typeof Tech>;
const fields = {
  title: optionalLine(200),
  departmentId: Type.Optional(Nullable(Id)),
  phone: optionalLine(50),
  mobile: optionalLine(50),
  office: optionalLine(200),
  timeZone: optionalLine(60),
  locale: Type.Optional(Nullable(Locale)),
  queueIds: Type.Optional(Nullable(Type.Array(Id, { maxItems: 500 }))),
  companyIds: Type.Optional(Nullable(Type.Array(Id, { maxItems: 5000 }))),
  categoryIds: Type.Optional(Nullable(Type.Array(Id, { maxItems: 500 }))),
};
export const NewTech = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 200 }), email: Email, role: Role, ...fields },
  { additionalProperties: false },
);
export const TechPatch = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    email: Type.Optional(Email),
    role: Type.Optional(Role),
    active: Type.Optional(Type.Boolean()),
    ...fields,
  },
  { additionalProperties: false },
);
