import { type Static, Type } from 'typebox';
import { PersonRef } from '../accounts/shapes.ts';
import { Id, Instant, Nullable, Version, Words } from '../kernel/shapes.ts';

/** What becomes of a member's open tickets of this team while he is away: they stay, the lead gets them, or they wait in the team. */
export const AWAY_RULES = ['none', 'lead', 'team'] as const;
export const AwayRule = Words(AWAY_RULES);

export const Team = Type.Object({
  id: Id,
  name: Type.String(),
  description: Type.String(),
  active: Type.Boolean(),
  members: Type.Array(Type.Object({ ...PersonRef.properties, isLead: Type.Boolean() })),
  openTicketCount: Type.Integer(),
  awayRule: AwayRule,
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
    awayRule: Type.Optional(AwayRule),
    members: Type.Optional(Members),
  },
  { additionalProperties: false },
);
export const TeamPatch = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    description: Type.Optional(Type.String({ maxLength: 2000 })),
    active: Type.Optional(Type.Boolean()),
    awayRule: Type.Optional(AwayRule),
    members: Type.Optional(Members),
  },
  { additionalProperties: false },
);

export const JoinRequest = Type.Object({
  id: Id,
  team: Type.Object({ id: Id, name: Type.String() }),
  person: PersonRef,
  state: Words(['pending', 'approved', 'denied', 'withdrawn']),
  message: Type.String(),
  /** Why it was denied. */
  reason: Type.String(),
  decidedBy: Nullable(PersonRef),
  decidedAt: Nullable(Instant),
  createdAt: Instant,
});
export type JoinRequest = Static<typeof JoinRequest>;
export const JoinRequests = Type.Object({
  /** One's own, newest first, at most 50. */
  mine: Type.Array(JoinRequest),
  /** Waiting for this person's decision, oldest first, at most 100. */
  toDecide: Type.Array(JoinRequest),
});
export type JoinRequests = Static<typeof JoinRequests>;
export const NewJoinRequest = Type.Object({ message: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false });
export const JoinDecision = Type.Object(
  { approve: Type.Boolean(), reason: Type.Optional(Type.String({ maxLength: 500 })) },
  { additionalProperties: false },
);
