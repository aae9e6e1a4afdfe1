import { type Static, Type } from 'typebox';
import { PersonRef } from '../accounts/shapes.ts';
import { CompanyRef } from '../companies/shapes.ts';
import { Id, Instant, Nullable, Words } from '../kernel/shapes.ts';

/** What becomes of the tickets: they go along, stay with the old company, or stay and get another owner there. */
export const TICKET_FATES = ['move', 'stay', 'hand-over'] as const;
export type TicketFate = (typeof TICKET_FATES)[number];

export const RelocationPreview = Type.Object({
  from: CompanyRef,
  to: CompanyRef,
  /** Why it cannot be done: the code that relocations.start would answer. */
  blocked: Nullable(Type.String()),
  /** The contact’s own tickets, open and closed, that are in no group. */
  tickets: Type.Integer(),
  openTickets: Type.Integer(),
  /** Tickets of groups stay with the group in any case. */
  groupTickets: Type.Integer(),
  /** People of the old company who take part in these tickets, and would not see them any more. */
  colleagues: Type.Integer(),
  groups: Type.Array(Type.Object({ id: Id, name: Type.String(), lastManager: Type.Boolean() })),
  /** Permissions, queues and group tags that were set for this contact alone. */
  overrides: Type.Integer(),
  sessions: Type.Integer(),
  losesManager: Type.Boolean(),
  losesApprover: Type.Boolean(),
  /** May people of the new company use the client portal? */
  opensPortal: Type.Boolean(),
});
export type RelocationPreview = Static<typeof RelocationPreview>;

export const Relocation = Type.Object({
  id: Id,
  contactId: Id,
  from: CompanyRef,
  to: CompanyRef,
  tickets: Words(TICKET_FATES),
  heir: Nullable(PersonRef),
  state: Words(['running', 'done', 'failed']),
  counts: Type.Object({
    tickets: Type.Integer(),
    /** How many there were to do. */
    of: Type.Integer(),
    groups: Type.Integer(),
    overrides: Type.Integer(),
    sessions: Type.Integer(),
    colleagues: Type.Integer(),
  }),
  by: Nullable(PersonRef),
  createdAt: Instant,
  finishedAt: Nullable(Instant),
});
export type Relocation = Static<typeof Relocation>;
