import { type Static, Type } from 'typebox';
import { optionalLine } from '../accounts/shapes.ts';
import { Id, Instant, Nullable, Version } from '../kernel/shapes.ts';

export const CompanyRef = Type.Object({ id: Id, name: Type.String() });
export type CompanyRef = Static<typeof CompanyRef>;

export const CompanyItem = Type.Object({
  id: Id,
  name: Type.String(),
  identifier: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  website: Nullable(Type.String()),
  active: Type.Boolean(),
  contactCount: Type.Integer(),
  openTicketCount: Type.Integer(),
  createdAt: Instant,
  updatedAt: Instant,
  version: Version,
});
export type CompanyItem = Static<typeof CompanyItem>;
/** For staff; contacts only ever see CompanyRef. */
export const Company = Type.Object({
  ...CompanyItem.properties,
  notes: Type.String(),
  domains: Type.Array(Type.String()),
  timeZone: Nullable(Type.String()),
  locale: Nullable(Type.String()),
});
export type Company = Static<typeof Company>;

const Domains = Type.Array(
  Type.String({
    minLength: 3,
    maxLength: 253,
    pattern: '^[a-zA-Z0-9.\\-\\u0080-\\uffff]+\\.[a-zA-Z\\u0080-\\uffff][a-zA-Z0-9\\-\\u0080-\\uffff]+$',
  }),
  { maxItems: 50 },
);
const fields = {
  identifier: optionalLine(60),
  phone: optionalLine(50),
  website: optionalLine(300),
  notes: Type.Optional(Type.String({ maxLength: 20_000 })),
  domains: Type.Optional(Domains),
  timeZone: optionalLine(60),
  locale: optionalLine(10),
};
export const NewCompany = Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }), ...fields }, { additionalProperties: false });
export const CompanyPatch = Type.Object(
  { name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })), active: Type.Optional(Type.Boolean()), ...fields },
  { additionalProperties: false },
);
