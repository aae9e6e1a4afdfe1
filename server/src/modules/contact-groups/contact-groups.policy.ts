import type { Actor, ContactActor, GroupRole } from '@portico/contracts/access/actor.ts';
import { inArray, type SQL, sql } from 'drizzle-orm';
import { contactGroups } from './contact-groups.schema.ts';

export type GroupAction =
  | 'see'
  | 'seeMembers'
  | 'seeAllTickets'
  | 'seeWaitingTickets'
  | 'seeOwnTickets'
  | 'approve'
  | 'manageMembers'
  | 'changeOthersRoles'
  | 'changeOwnRole'
  | 'create'
  | 'rename';

/** What somebody is to a group: by membership, and by managing the whole company. */
export interface Standing {
  readonly role: GroupRole | null;
  readonly isCompanyManager: boolean;
}

const BY_ROLE: Readonly<Record<GroupRole, readonly GroupAction[]>> = {
  manager: ['see', 'seeMembers', 'seeAllTickets', 'seeOwnTickets', 'approve', 'manageMembers', 'changeOthersRoles'],
  regular: ['see', 'seeMembers', 'seeAllTickets', 'seeOwnTickets'],
  guest: ['see', 'seeOwnTickets'],
  // Decides and has no other business there: what waits for a decision, and no lists of people.
  approver: ['see', 'seeWaitingTickets', 'seeOwnTickets', 'approve'],
};
/** Not `approve`: who manages the company decides about a group's tickets only as a manager or approver of that group. */
const BY_COMPANY: readonly GroupAction[] = [
  'see',
  'seeMembers',
  'seeAllTickets',
  'seeOwnTickets',
  'manageMembers',
  'changeOthersRoles',
  'changeOwnRole',
];

/**
 * The role table of contact groups (product.md §10), for contacts. Creating and renaming are the provider's, so nobody here may.
 *
 * @example groupCan({ role: 'guest', isCompanyManager: false }, 'seeAllTickets') // false
 */
export const groupCan = ({ role, isCompanyManager }: Standing, action: GroupAction): boolean =>
  (isCompanyManager && BY_COMPANY.includes(action)) || (role !== null && BY_ROLE[role].includes(action));

/** The groups in which this contact's role alone allows the action; the facts came with the authentication. */
export const groupIdsFor = (actor: Actor, action: GroupAction): readonly number[] =>
  actor.kind === 'contact'
    ? actor.groups.filter(({ role }) => groupCan({ role, isCompanyManager: false }, action)).map(({ id }) => id)
    : [];

/** `groupIdsFor` as a predicate over a column that holds a group's id. */
export function inGroupsFor(actor: Actor, action: GroupAction, column: SQL): SQL {
  const ids = groupIdsFor(actor, action);
  return ids.length === 0
    ? sql`false`
    : sql`${column} in (${sql.join(
        ids.map((id) => sql`${id}`),
        sql`, `,
      )})`;
}

/** What the actor is to this group, by the facts that came with the authentication. */
export const standingIn = (actor: ContactActor, group: { readonly id: number; readonly companyId: number }): Standing => ({
  role: group.companyId === actor.companyId ? (actor.groups.find(({ id }) => id === group.id)?.role ?? null) : null,
  isCompanyManager: actor.isManager && group.companyId === actor.companyId,
});

type Seen = { readonly id: number; readonly companyId: number; readonly active: boolean; readonly deletedAt: string | null };

/** May the actor know of this group at all? Contacts of groups that count now; staff also of deleted ones, to restore them. */
export function canSeeGroup(actor: Actor, group: Seen): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind === 'tech') return actor.companyIds === null || actor.companyIds.includes(group.companyId);
  return actor.kind === 'contact' && group.active && group.deletedAt === null && groupCan(standingIn(actor, group), 'see');
}

/** The same as a predicate on `contact_groups`; held equal by a property test. */
export function groupVisibleTo(actor: Actor): SQL {
  if (actor.kind === 'system') return sql`true`;
  if (actor.kind === 'tech') {
    if (actor.companyIds === null) return sql`true`;
    return actor.companyIds.length === 0 ? sql`false` : inArray(contactGroups.companyId, [...actor.companyIds]);
  }
  if (actor.kind !== 'contact') return sql`false`;
  const counts = sql`${contactGroups.companyId} = ${actor.companyId} and ${contactGroups.active} and ${contactGroups.deletedAt} is null`;
  return actor.isManager ? sql`(${counts})` : sql`(${counts} and ${inGroupsFor(actor, 'see', sql`${contactGroups.id}`)})`;
}

/** Which tickets count for this actor in a group's figures, a condition on `t`: what his own limits hide is not to be found by counting. */
export function ticketsWithin(actor: Actor): SQL {
  if (actor.kind === 'contact') {
    const standIn = actor.impersonation ? [ticketsWithin(actor.impersonation.staff)] : [];
    return sql`(${sql.join([within(sql`t.queue_id`, actor.rights.queueIds), ...standIn], sql` and `)})`;
  }
  if (actor.kind !== 'tech') return sql`true`;
  return sql`(${within(sql`t.queue_id`, actor.queueIds)} and ${within(sql`t.company_id`, actor.companyIds)}
    and ${within(sql`coalesce(t.category_id, 0)`, actor.categoryIds)})`;
}

const within = (column: SQL, ids: readonly number[] | null): SQL =>
  ids === null
    ? sql`true`
    : ids.length === 0
      ? sql`false`
      : sql`${column} in (${sql.join(
          ids.map((id) => sql`${id}`),
          sql`, `,
        )})`;
