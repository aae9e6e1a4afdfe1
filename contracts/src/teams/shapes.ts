import { type Static, Type } from 'typebox';
import { PersonRef } from '../accounts/shapes.ts';
import { Id, Version } from '../kernel/shapes.ts';

export const Team = Type.Object({
  id: Id,
  name: Type.String(),
  description: Type.String(),
  active: Type.Boolean(),
  members: Type.Array(Type.Object({ ...PersonRef.properties, isLead: Type.Boolean() })),
  openTicketCount: Type.Integer(),
  version: Version,
});
export type Team = Static<typeof Team>;
const Members = Type.Array(Type.Object({ techId: Id, isLead: Type.Optional(Type.Boolean()) }, { additionalProperties: false }), {
  maxItems: 500,
});
export const NewTeam = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    description: Type.Optional(Type.String({ maxLength: 2000 })),
    members: Type.Optional(Members),
  },
  { additionalProperties: false },
);
export const TeamPatch = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    description: Type.Optional(Type.String({ maxLength: 2000 })),
    active: Type.Optional(Type.Boolean()),
    members: Type.Optional(Members),
  },
  { additionalProperties: false },
);
