import { type Static, Type } from 'typebox';
import { Id, Nullable, Version, Words } from '../kernel/shapes.ts';

/** Why a contact cannot use the client portal; `open` = they can. The first that holds, in this order. */
export const PORTAL_STANDINGS = ['open', 'disabled', 'company-disabled', 'company-type', 'company-status', 'no-email'] as const;
export type PortalStanding = (typeof PORTAL_STANDINGS)[number];
export const PortalStanding = Words(PORTAL_STANDINGS);

export const CompanyLabel = Type.Object({ id: Id, name: Type.String() });
const Row = Type.Object({
  ...CompanyLabel.properties,
  opensPortal: Type.Boolean(),
  companies: Type.Integer(),
  people: Type.Integer({ description: 'Active contacts with an e-mail address in active companies of this row' }),
});
export const PortalAccess = Type.Object({
  types: Type.Array(Row),
  statuses: Type.Array(Row),
  potentialUsers: Type.Integer({ description: 'Contacts who could sign in now' }),
  contactLimit: Nullable(Type.Integer({ description: 'Only reported; nobody is kept out by it' })),
  version: Version,
});
export type PortalAccess = Static<typeof PortalAccess>;

/** Who would lose the way in. */
export const AccessImpact = Type.Object({
  losing: Type.Integer(),
  gaining: Type.Integer(),
  remaining: Type.Integer(),
  companies: Type.Array(
    Type.Object({
      ...CompanyLabel.properties,
      people: Type.Integer(),
      isOwn: Type.Boolean({ description: 'An administrator has a contact of the same address here' }),
    }),
    { description: 'Own companies first, then the largest; at most twenty' },
  ),
  companyCount: Type.Integer(),
});
export type AccessImpact = Static<typeof AccessImpact>;

const NewRow = Type.Object(
  { id: Nullable(Id), name: Type.String({ minLength: 1, maxLength: 60 }), opensPortal: Type.Boolean() },
  { additionalProperties: false },
);
const Rows = Type.Array(NewRow, { minItems: 1, maxItems: 40 });
/** The number of people whose loss the sender has seen and accepts. */
export const ConfirmLosing = Type.Optional(Type.Integer({ minimum: 0, maximum: 2147483647 }));
export const NewPortalAccess = Type.Object(
  {
    types: Rows,
    statuses: Rows,
    contactLimit: Nullable(Type.Integer({ minimum: 1, maximum: 10_000_000 })),
    confirmLosing: ConfirmLosing,
  },
  { additionalProperties: false },
);
