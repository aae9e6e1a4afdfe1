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
export const PersonAvailability = Type.Object({
  id: Id,
  state: AvailabilityState,
  until: Nullable(Instant),
  /** Said by the person, or by a busy time of the person's calendar. */
  by: Words(['hand', 'calendar']),
  /** Has a page open and touched it lately, only has one open, or neither; null where nobody keeps track. */
  presence: Nullable(Words(['online', 'idle', 'offline'])),
});
export type PersonAvailability = Static<typeof PersonAvailability>;

/** What is wrong with a calendar: the address, the way there, the answer, or what was in it. */
export const CALENDAR_PROBLEMS = [
  'address',
  'inside',
  'redirect',
  'denied',
  'gone',
  'status',
  'network',
  'time',
  'size',
  'no-calendar',
  'too-much',
  'unreadable',
  'sealed',
] as const;
export type CalendarProblem = (typeof CALENDAR_PROBLEMS)[number];

/** My calendar as a source of busy times. The address itself is never shown again. */
export const MyCalendar = Type.Object({
  connected: Type.Boolean(),
  /** Only where the address leads, `calendar.google.com`. */
  host: Nullable(Type.String()),
  /** False when anybody on the way could read the calendar. */
  encrypted: Type.Boolean(),
  addedAt: Nullable(Instant),
  /** The last time it was read. */
  fetchedAt: Nullable(Instant),
  triedAt: Nullable(Instant),
  nextAt: Nullable(Instant),
  /** It was asked for and the answer is still to come. */
  pending: Type.Boolean(),
  problem: Nullable(Words(CALENDAR_PROBLEMS)),
  /** Events in it, and those that could not be read. */
  events: Type.Integer(),
  skipped: Type.Integer(),
  /** The next ten busy times. */
  busy: Type.Array(Type.Object({ startsAt: Instant, endsAt: Instant })),
  /** Until then it does not count, because "available" was said by hand. */
  overriddenUntil: Nullable(Instant),
});
export type MyCalendar = Static<typeof MyCalendar>;
export const CalendarAddress = Type.Object({ address: Type.String({ minLength: 8, maxLength: 2000 }) }, { additionalProperties: false });
