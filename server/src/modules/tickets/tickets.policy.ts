import { type Actor, type ContactActor, seesAllTickets, type TechActor } from '@portico/contracts/access/actor.ts';
import { roleCan } from '@portico/contracts/rights/capabilities.ts';
import type { TicketAction, TicketRule } from '@portico/contracts/rights/verdicts.ts';
import { type SQL, sql } from 'drizzle-orm';
import { type GroupAction, groupIdsFor, inGroupsFor } from '../contact-groups/index.ts';
import { tickets } from './tickets.schema.ts';

export type { TicketAction } from '@portico/contracts/rights/verdicts.ts';

/** What the rules need to know of a ticket, seen by one actor. */
export interface TicketFacts {
  readonly companyId: number;
  readonly contactId: number;
  readonly queueId: number;
  readonly categoryId: number | null;
  readonly contactGroupId: number | null;
  readonly isClosed: boolean;
  readonly isArchived: boolean;
  /** The actor is among its participants, in whatever role. */
  readonly takesPart: boolean;
  readonly awaitsApproval: boolean;
  /** Group tags of its owner. */
  readonly ownerTagIds: readonly number[];
}

/** One rule: it holds, or one of several does. `A` is whom it is asked of. */
interface Rule<A> {
  readonly rule: TicketRule;
  readonly holds: (actor: A, ticket: TicketFacts) => boolean;
  readonly any?: readonly Rule<A>[];
}
export interface Verdict {
  readonly rule: TicketRule;
  readonly holds: boolean;
  /** Of which one is enough. */
  readonly any?: readonly Verdict[];
}

const rule = <A>(name: TicketRule, holds: Rule<A>['holds']): Rule<A> => ({ rule: name, holds });
const oneOf = <A>(name: TicketRule, any: readonly Rule<A>[]): Rule<A> => ({
  rule: name,
  any,
  holds: (actor, ticket) => any.some((one) => one.holds(actor, ticket)),
});
const allows = (list: readonly number[] | null, id: number): boolean => list === null || list.includes(id);
const share = (some: readonly number[], others: readonly number[]): boolean => some.some((id) => others.includes(id));

export const isAdmin = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'tech' && roleCan(actor.role, 'tickets.archive'));
export const mayDeleteAnyComment = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'tech' && roleCan(actor.role, 'comments.deleteAny'));

const inGroup = (actor: ContactActor, action: GroupAction, ticket: TicketFacts): boolean =>
  ticket.contactGroupId !== null && groupIdsFor(actor, action).includes(ticket.contactGroupId);

/** What makes a ticket a contact's concern. */
const CONCERNS: readonly Rule<ContactActor>[] = [
  rule('contact.owner', (actor, ticket) => ticket.contactId === actor.accountId),
  rule('contact.takesPart', (_actor, ticket) => ticket.takesPart),
  rule('contact.manager', (actor) => actor.isManager),
  rule('contact.allTickets', (actor) => actor.rights.allTickets),
  rule('contact.group', (actor, ticket) => inGroup(actor, 'seeAllTickets', ticket)),
  rule('contact.viewTag', (actor, ticket) => share(actor.rights.viewTagIds, ticket.ownerTagIds)),
];
/** A waiting decision shows a ticket to who may take it, and allows nothing else with it. */
const DECISIONS: readonly Rule<ContactActor>[] = [
  rule('contact.approver', (actor, ticket) => ticket.awaitsApproval && actor.rights.approver),
  rule('contact.groupApprover', (actor, ticket) => ticket.awaitsApproval && inGroup(actor, 'seeWaitingTickets', ticket)),
  rule('contact.approveTag', (actor, ticket) => ticket.awaitsApproval && share(actor.rights.approveTagIds, ticket.ownerTagIds)),
];
const CONCERNED = oneOf<ContactActor>('contact.concerned', CONCERNS);

/** Who may read, in the order in which it is judged. Every rule must hold; `visibleTo` says the same in SQL. */
const CONTACT_READS: readonly Rule<ContactActor>[] = [
  rule('contact.company', (actor, ticket) => ticket.companyId === actor.companyId),
  rule('contact.notArchived', (_actor, ticket) => !ticket.isArchived),
  rule('contact.queue', (actor, ticket) => allows(actor.rights.queueIds, ticket.queueId)),
  oneOf('contact.grant', [...CONCERNS, ...DECISIONS]),
];
const TECH_READS: readonly Rule<TechActor>[] = [
  rule('tech.archived', (actor, ticket) => !ticket.isArchived || isAdmin(actor)),
  rule('tech.queue', (actor, ticket) => allows(actor.queueIds, ticket.queueId)),
  rule('tech.company', (actor, ticket) => allows(actor.companyIds, ticket.companyId)),
  rule('tech.category', (actor, ticket) => allows(actor.categoryIds, ticket.categoryId ?? 0)),
];

const STAFF = rule<Actor>('staff', (actor) => actor.audience === 'tech');
const NOT_ARCHIVED = rule<Actor>('notArchived', (_actor, ticket) => !ticket.isArchived);
const OPEN = rule<Actor>('open', (_actor, ticket) => !ticket.isClosed);
const ADMIN = rule<Actor>('role.archive', isAdmin);
/** What an action asks for besides reading; what is refused because of the ticket's state is a rule like any other. */
const ACTION_RULES: Readonly<Record<TicketAction, readonly Rule<Actor>[]>> = {
  read: [],
  readInternal: [STAFF],
  comment: [NOT_ARCHIVED, rule('openForContacts', (actor, ticket) => actor.audience === 'tech' || !ticket.isClosed)],
  note: [STAFF, NOT_ARCHIVED],
  close: [NOT_ARCHIVED, OPEN],
  reopen: [NOT_ARCHIVED, rule('closed', (_actor, ticket) => ticket.isClosed)],
  update: [STAFF, NOT_ARCHIVED],
  addParticipants: [NOT_ARCHIVED],
  archive: [ADMIN, NOT_ARCHIVED],
  restore: [ADMIN, rule('archived', (_actor, ticket) => ticket.isArchived)],
};

/** The rules that decide, bound to the actor they are asked of. */
function rulesFor(actor: Actor, action: TicketAction): readonly Rule<Actor>[] {
  const actions = ACTION_RULES[action];
  if (actor.kind === 'system') return actions;
  if (actor.kind === 'anonymous') return [rule('signedIn', () => false)];
  const own = actor.kind === 'tech' ? TECH_READS : action === 'read' ? CONTACT_READS : [...CONTACT_READS, CONCERNED];
  return [...(own as readonly Rule<never>[] as readonly Rule<Actor>[]), ...actions];
}

/** May the actor do this now? Total and pure. */
export const can = (actor: Actor, action: TicketAction, ticket: TicketFacts): boolean =>
  rulesFor(actor, action).every((one) => one.holds(actor, ticket)) && allowsStandIn(actor, action, ticket);

/** Whoever stands in for a contact sees what both may see, and only looks when that was the agreement. */
function allowsStandIn(actor: Actor, action: TicketAction, ticket: TicketFacts): boolean {
  if (actor.kind !== 'contact' || !actor.impersonation) return true;
  return can(actor.impersonation.staff, 'read', ticket) && (action === 'read' || !actor.impersonation.readOnly);
}

/** The same rules, each with its verdict, in the order in which they are judged: `can` is that all of them hold. */
export const verdictsOf = (actor: Actor, action: TicketAction, ticket: TicketFacts): readonly Verdict[] =>
  rulesFor(actor, action).map((one) => judged(one, actor, ticket));

const judged = (one: Rule<Actor>, actor: Actor, ticket: TicketFacts): Verdict => ({
  rule: one.rule,
  holds: one.holds(actor, ticket),
  ...(one.any ? { any: one.any.map((part) => judged(part, actor, ticket)) } : {}),
});

/**
 * The right to read as a predicate on `tickets`; every list and search has it in its query. Held equal to `can(actor, 'read')` by a
 * property test on real rows.
 */
export function visibleTo(actor: Actor): SQL {
  if (actor.kind === 'anonymous') return sql`false`;
  if (actor.kind === 'system') return sql`true`;
  if (actor.kind === 'contact' && actor.impersonation) return all([visibleToContact(actor), visibleTo(actor.impersonation.staff)]);
  if (actor.kind === 'contact') return visibleToContact(actor);
  const parts = [
    isAdmin(actor) ? sql`true` : sql`${tickets.archivedAt} is null`,
    ...within(sql`${tickets.queueId}`, actor.queueIds),
    ...within(sql`${tickets.companyId}`, actor.companyIds),
    ...within(sql`coalesce(${tickets.categoryId}, 0)`, actor.categoryIds),
  ];
  return all(parts);
}

const WAITING = sql`${tickets.statusId} in (select id from statuses where kind = 'approval')`;

function visibleToContact(actor: ContactActor): SQL {
  const { queueIds, approver, viewTagIds, approveTagIds } = actor.rights;
  const inside = [
    sql`${tickets.companyId} = ${actor.companyId}`,
    sql`${tickets.archivedAt} is null`,
    ...within(sql`${tickets.queueId}`, queueIds),
  ];
  if (seesAllTickets(actor)) return all(inside);
  const grants = [
    sql`${tickets.contactId} = ${actor.accountId}`,
    sql`exists (select 1 from ticket_participants mine where mine.ticket_id = ${tickets.id} and mine.account_id = ${actor.accountId})`,
    ...(approver ? [WAITING] : []),
    ...carriedBy(viewTagIds),
    ...carriedBy(approveTagIds).map((carried) => sql`(${WAITING} and ${carried})`),
  ];
  return all([...inside, sql`(${sql.join(grants, sql` or `)}${byGroup(actor)})`]);
}

/** The tickets of one's groups: all of them, or as an approver those that wait for a decision. */
export function byGroup(actor: ContactActor): SQL {
  const group = sql`${tickets.contactGroupId}`;
  return sql.join([
    ...(groupIdsFor(actor, 'seeAllTickets').length > 0 ? [sql` or ${inGroupsFor(actor, 'seeAllTickets', group)}`] : []),
    ...(groupIdsFor(actor, 'seeWaitingTickets').length > 0
      ? [sql` or (${inGroupsFor(actor, 'seeWaitingTickets', group)} and ${WAITING})`]
      : []),
  ]);
}

/** The owner carries one of these group tags. */
const carriedBy = (tagIds: readonly number[]): SQL[] =>
  tagIds.length === 0
    ? []
    : [sql`exists (select 1 from contact_group_tags g where g.contact_id = ${tickets.contactId} and ${within(sql`g.tag_id`, tagIds)[0]})`];

/** The same, asked of a ticket's id in a row of another table. */
export const visibleTicket = (actor: Actor, ticketId: SQL): SQL =>
  sql`exists (select 1 from tickets where tickets.id = ${ticketId} and ${visibleTo(actor)})`;

const all = (parts: readonly SQL[]): SQL => sql`(${sql.join([...parts], sql` and `)})`;

function within(column: SQL, list: readonly number[] | null): SQL[] {
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
