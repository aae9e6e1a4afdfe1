import { type Static, Type } from 'typebox';
import { Id, Nullable, Version, Words } from '../kernel/shapes.ts';

export const STATUS_KINDS = ['new', 'progress', 'waiting-you', 'waiting-other', 'approval', 'scheduled', 'resolved', 'closed'] as const;
export const StatusKind = Words(STATUS_KINDS);
export type StatusKind = (typeof STATUS_KINDS)[number];
export const PRIORITY_LEVELS = ['urgent', 'high', 'normal', 'low'] as const;
export const PriorityLevel = Words(PRIORITY_LEVELS);
export type PriorityLevel = (typeof PRIORITY_LEVELS)[number];

const Name = Type.String({ minLength: 1, maxLength: 100 });
const Sort = Type.Integer({ minimum: 0, maximum: 100_000 });
const Color = Type.String({ pattern: '^#[0-9a-fA-F]{6}$' });
const row = { id: Id, name: Type.String(), sort: Type.Integer(), active: Type.Boolean(), version: Version };
const OptionalId = Type.Optional(Nullable(Id));

export const Queue = Type.Object({
  ...row,
  description: Type.String(),
  /** Offered first in this queue, in order; every other status can still be searched. Empty = all. */
  statusIds: Type.Array(Id),
  defaultStatusId: Nullable(Id),
  closedStatusId: Nullable(Id),
  reopenedStatusId: Nullable(Id),
  updatedStatusId: Nullable(Id),
});
export type Queue = Static<typeof Queue>;
const queueFields = {
  description: Type.Optional(Type.String({ maxLength: 2000 })),
  sort: Type.Optional(Sort),
  statusIds: Type.Optional(Type.Array(Id, { maxItems: 200 })),
  defaultStatusId: OptionalId,
  closedStatusId: OptionalId,
  reopenedStatusId: OptionalId,
  updatedStatusId: OptionalId,
};
export const NewQueue = Type.Object({ name: Name, ...queueFields }, { additionalProperties: false });
export const QueuePatch = Type.Object(
  { name: Type.Optional(Name), active: Type.Optional(Type.Boolean()), ...queueFields },
  { additionalProperties: false },
);

export const Status = Type.Object({ ...row, kind: StatusKind, isClosed: Type.Boolean() });
export type Status = Static<typeof Status>;
export const NewStatus = Type.Object({ name: Name, kind: StatusKind, sort: Type.Optional(Sort) }, { additionalProperties: false });
export const StatusPatch = Type.Object(
  { name: Type.Optional(Name), kind: Type.Optional(StatusKind), sort: Type.Optional(Sort), active: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);

export const Priority = Type.Object({ ...row, level: PriorityLevel, color: Type.String() });
export type Priority = Static<typeof Priority>;
export const NewPriority = Type.Object(
  { name: Name, level: PriorityLevel, color: Color, sort: Type.Optional(Sort) },
  { additionalProperties: false },
);
export const PriorityPatch = Type.Object(
  {
    name: Type.Optional(Name),
    level: Type.Optional(PriorityLevel),
    color: Type.Optional(Color),
    sort: Type.Optional(Sort),
    active: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/** Sources and categories. */
export const NamedRow = Type.Object(row);
export type NamedRow = Static<typeof NamedRow>;
export const NewNamedRow = Type.Object({ name: Name, sort: Type.Optional(Sort) }, { additionalProperties: false });
export const NamedRowPatch = Type.Object(
  { name: Type.Optional(Name), sort: Type.Optional(Sort), active: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);

/** Where tickets go that nothing else decides (product.md 6.1), and what a user's action sets (6.2). */
export const Defaults = Type.Object({
  queueId: Nullable(Id),
  sourceId: Nullable(Id),
  priorityId: Nullable(Id),
  categoryId: Nullable(Id),
  statusId: Nullable(Id),
  closedStatusId: Nullable(Id),
  reopenedStatusId: Nullable(Id),
  updatedStatusId: Nullable(Id),
  somethingElse: Type.Boolean({ description: 'Contacts may ask without choosing a service type' }),
});
export type Defaults = Static<typeof Defaults>;
export const DefaultsPatch = Type.Partial(Defaults, { additionalProperties: false });

/** Everything a page needs to draw and change tickets, in one cached read. Contacts get names only. */
export const ServiceDeskForTech = Type.Object({
  queues: Type.Array(Queue),
  statuses: Type.Array(Status),
  priorities: Type.Array(Priority),
  sources: Type.Array(NamedRow),
  categories: Type.Array(NamedRow),
  defaults: Defaults,
});
export type ServiceDeskForTech = Static<typeof ServiceDeskForTech>;
