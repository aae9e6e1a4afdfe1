import { type Static, Type } from 'typebox';
import { PersonRef } from '../accounts/shapes.ts';
import { Id, Instant, Nullable, Version, Words } from '../kernel/shapes.ts';
import { AVAILABILITIES } from '../techs/shapes.ts';

/** A department of the provider's staff. Its lead and administrators say who belongs to it. */
export const Department = Type.Object({
  id: Id,
  name: Type.String(),
  active: Type.Boolean(),
  lead: Nullable(PersonRef),
  memberCount: Type.Integer(),
  /** May the reader put people into it and take them out? */
  can: Type.Object({ assign: Type.Boolean() }),
  version: Version,
});
export type Department = Static<typeof Department>;

const name = Type.String({ minLength: 1, maxLength: 100 });
export const NewDepartment = Type.Object({ name, leadId: Type.Optional(Nullable(Id)) }, { additionalProperties: false });
export const DepartmentPatch = Type.Object(
  { name: Type.Optional(name), leadId: Type.Optional(Nullable(Id)), active: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);

export const AvailabilityState = Words(AVAILABILITIES);
/** One's own availability. */
export const MyAvailability = Type.Object({
  state: AvailabilityState,
  until: Nullable(Instant),
  /** Set by hand, or by a busy time of the calendar. */
  by: Words(['hand', 'calendar']),
  /** Tickets that went to others while one was away and are still where they went. */
  handedOver: Type.Integer(),
});
export type MyAvailability = Static<typeof MyAvailability>;
export const AvailabilityChoice = Type.Object(
  { state: AvailabilityState, until: Type.Optional(Nullable(Instant)) },
  { additionalProperties: false },
);
/** What the dot beside a name says. Whoever hides it, or is simply available, is told apart by nothing: hidden ones are missing. */
export const PersonAvailability = Type.Object({ id: Id, state: AvailabilityState, until: Nullable(Instant) });
export type PersonAvailability = Static<typeof PersonAvailability>;
