import { type Static, Type } from 'typebox';
import { Link, Links, optionalLine } from '../accounts/shapes.ts';
import { Id, Instant, Nullable, Version } from '../kernel/shapes.ts';
import { CompanyLabel, ConfirmLosing } from '../portal-access/shapes.ts';
import { TagChange, TagNames } from '../tags/shapes.ts';

export const CompanyRef = Type.Object({ id: Id, name: Type.String() });
export type CompanyRef = Static<typeof CompanyRef>;

export const CompanyItem = Type.Object({
  id: Id,
  name: Type.String(),
  identifier: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  website: Nullable(Type.String()),
  country: Nullable(Type.String({ description: 'ISO 3166-1, two letters' })),
  tags: Type.Array(Type.String()),
  active: Type.Boolean(),
  type: Nullable(CompanyLabel),
  status: Nullable(CompanyLabel),
  /** False when the company is disabled, or its type or status is not let in. */
  opensPortal: Type.Boolean(),
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
  tenantIds: Type.Array(Type.String(), { description: 'Microsoft tenants' }),
  links: Type.Array(Link),
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
  tenantIds: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 20 })),
  links: Type.Optional(Links),
  tags: Type.Optional(TagNames),
  country: Type.Optional(Nullable(Type.String({ pattern: '^[A-Z]{2}$' }))),
  timeZone: optionalLine(60),
  locale: optionalLine(10),
  typeId: Type.Optional(Nullable(Id)),
  statusId: Type.Optional(Nullable(Id)),
};
export const NewCompany = Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }), ...fields }, { additionalProperties: false });
export const CompanyPatch = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    active: Type.Optional(Type.Boolean()),
    confirmLosing: ConfirmLosing,
    ...fields,
  },
  { additionalProperties: false },
);
export const CompanyBulk = Type.Object(
  {
    ids: Type.Array(Id, { minItems: 1, maxItems: 500 }),
    patch: Type.Object(
      {
        active: Type.Optional(Type.Boolean()),
        country: Type.Optional(Nullable(Type.String({ pattern: '^[A-Z]{2}$' }))),
        tags: Type.Optional(TagChange),
      },
      { additionalProperties: false, minProperties: 1 },
    ),
  },
  { additionalProperties: false },
);
