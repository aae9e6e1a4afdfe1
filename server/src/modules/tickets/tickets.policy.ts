import type { Actor, TechRole } from '@portico/contracts/access/actor.ts';
import { type SQL, sql } from 'drizzle-orm';
import { tickets } from './tickets.schema.ts';

export type TicketAction =
  | 'read'
  | 'readInternal'
  | 'comment'
  | 'note'
  | 'close'
  | 'reopen'
  | 'update'
  | 'addParticipants'
  | 'archive'
  | 'restore';

/** What the rules need to know of a ticket, seen by one actor. */
export interface TicketFacts {
  readonly companyId: number;
  readonly contactId: number;
  readonly queueId: number;
  readonly isClosed: boolean;
  readonly isArchived: boolean;
  /** The actor is among its participants, in whatever role. */
  readonly takesPart: boolean;
}

const ADMINS: readonly TechRole[] = ['admin', 'master-admin'];
export const isAdmin = (actor: Actor): boolean => actor.kind === 'system' || (actor.kind === 'tech' && ADMINS.includes(actor.role));
const isStaff = (actor: Actor): boolean => actor.audience === 'tech';

/** May the actor do this now? Total and pure; what is refused because of the ticket's state is false here too. */
export function can(actor: Actor, action: TicketAction, ticket: TicketFacts): boolean {
  if (!mayRead(actor, ticket)) return false;
  const open = !ticket.isClosed && !ticket.isArchived;
  switch (action) {
    case 'read':
      return true;
    case 'readInternal':
      return isStaff(actor);
    case 'comment':
      return isStaff(actor) ? !ticket.isArchived : open;
    case 'close':
      return open;
    case 'reopen':
      return ticket.isClosed && !ticket.isArchived;
    case 'addParticipants':
      return !ticket.isArchived;
    case 'note':
    case 'update':
      return isStaff(actor) && !ticket.isArchived;
    case 'archive':
      return isAdmin(actor) && !ticket.isArchived;
    case 'restore':
      return isAdmin(actor) && ticket.isArchived;
  }
}

function mayRead(actor: Actor, ticket: TicketFacts): boolean {
  if (actor.kind === 'anonymous') return false;
  if (actor.kind === 'system') return true;
  if (actor.kind === 'contact') {
    if (ticket.companyId !== actor.companyId || ticket.isArchived) return false;
    return actor.isManager || ticket.contactId === actor.accountId || ticket.takesPart;
  }
  if (ticket.isArchived && !isAdmin(actor)) return false;
  return allows(actor.queueIds, ticket.queueId) && allows(actor.companyIds, ticket.companyId);
}

const allows = (list: readonly number[] | null, id: number): boolean => list === null || list.includes(id);

/**
 * The same right as a predicate on `tickets`; every list and search has it in its query. Held equal to `can(actor, 'read')` by a
 * property test on real rows.
 */
export function visibleTo(actor: Actor): SQL {
  if (actor.kind === 'anonymous') return sql`false`;
  if (actor.kind === 'system') return sql`true`;
  if (actor.kind === 'contact') {
    const company = sql`${tickets.companyId} = ${actor.companyId} and ${tickets.archivedAt} is null`;
    if (actor.isManager) return sql`(${company})`;
    return sql`(${company} and (${tickets.contactId} = ${actor.accountId} or exists (
      select 1 from ticket_participants mine where mine.ticket_id = ${tickets.id} and mine.account_id = ${actor.accountId})))`;
  }
  const parts = [
    isAdmin(actor) ? sql`true` : sql`${tickets.archivedAt} is null`,
    ...oneOf(sql`${tickets.queueId}`, actor.queueIds),
    ...oneOf(sql`${tickets.companyId}`, actor.companyIds),
  ];
  return sql`(${sql.join(parts, sql` and `)})`;
}

function oneOf(column: SQL, list: readonly number[] | null): SQL[] {
  if (list === null) return [];
  return [
    list.length === 0
      ? sql`false`
      : sql`${column} in (${sql.join(
          list.map((id) => sql`${id}`),
          sql`, `,
        )})`,
  ];
}
