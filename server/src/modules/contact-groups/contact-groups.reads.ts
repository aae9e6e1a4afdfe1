import type { GroupRole } from '@portico/contracts/access/actor.ts';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { accounts } from '../accounts/accounts.schema.ts';
import { companies } from '../companies/companies.schema.ts';
import { contactGroupMembers, contactGroups } from './contact-groups.schema.ts';

const itemFor = (seen: SQL, contactId?: number) => ({
  id: contactGroups.id,
  name: contactGroups.name,
  icon: contactGroups.icon,
  tags: contactGroups.tags,
  active: contactGroups.active,
  deletedAt: contactGroups.deletedAt,
  version: contactGroups.version,
  createdAt: contactGroups.createdAt,
  companyId: companies.id,
  companyName: companies.name,
  role: (contactId === undefined
    ? sql`null`
    : sql`(select m.role from contact_group_members m where m.group_id = ${contactGroups.id} and m.contact_id = ${contactId})`) as SQL<GroupRole | null>,
  // As its members see it: who is disabled or has moved to another company does not count.
  memberCount: sql<number>`(select count(*)::int from contact_group_members m join accounts a on a.id = m.contact_id
    where m.group_id = ${contactGroups.id} and a.active and a.company_id = ${contactGroups.companyId})`,
  openTicketCount: sql<number>`(select count(*)::int from tickets t
    where t.contact_group_id = ${contactGroups.id} and t.archived_at is null and not t.is_closed and ${seen})`,
});

export interface GroupFilter {
  readonly sort: 'name' | '-name';
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly match: SQL | null;
  readonly companyId: number | undefined;
  readonly contactId: number | undefined;
  readonly state: 'active' | 'inactive' | 'deleted' | 'all';
}

const stateOf = (state: GroupFilter['state']): SQL | undefined => {
  if (state === 'deleted') return sql`${contactGroups.deletedAt} is not null`;
  return and(sql`${contactGroups.deletedAt} is null`, state === 'all' ? undefined : eq(contactGroups.active, state === 'active'));
};

const matches = (where: SQL | undefined, filter: GroupFilter): SQL | undefined =>
  and(
    where,
    stateOf(filter.state),
    filter.companyId === undefined ? undefined : eq(contactGroups.companyId, filter.companyId),
    filter.match ? sql`${contactGroups.search} @@ ${filter.match}` : undefined,
    filter.contactId === undefined
      ? undefined
      : sql`exists (select 1 from contact_group_members mine where mine.group_id = ${contactGroups.id} and mine.contact_id = ${filter.contactId})`,
  );

/** @param seen which tickets count, a condition on `t`. */
export async function listGroupRows(db: Db, where: SQL | undefined, filter: GroupFilter, seen: SQL) {
  const keyset: Keyset = {
    name: `contact-groups:${filter.sort}`,
    direction: filter.sort === 'name' ? 'asc' : 'desc',
    columns: [
      { sql: sql`lower(${contactGroups.name})`, type: 'text' },
      { sql: sql`${contactGroups.id}`, type: 'int' },
    ],
  };
  const rows = await db
    .select({ ...itemFor(seen, filter.contactId), keyset: keysetValues(keyset) })
    .from(contactGroups)
    .innerJoin(companies, eq(companies.id, contactGroups.companyId))
    .where(and(matches(where, filter), keysetAfter(keyset, filter.cursor)))
    .orderBy(...keysetOrder(keyset))
    .limit(filter.limit + 1);
  return keysetPage(keyset, rows, filter.limit);
}
export type GroupRow = Awaited<ReturnType<typeof listGroupRows>>['items'][number];

export async function countGroups(db: Db, where: SQL | undefined, filter: GroupFilter): Promise<number> {
  const [row] = await db
    .select({ total: sql<number>`count(*)::int` })
    .from(contactGroups)
    .innerJoin(companies, eq(companies.id, contactGroups.companyId))
    .where(matches(where, filter));
  return row?.total ?? 0;
}

export async function getGroupRow(db: Db, where: SQL | undefined, id: number, seen: SQL): Promise<GroupRow | null> {
  const [row] = await db
    .select(itemFor(seen))
    .from(contactGroups)
    .innerJoin(companies, eq(companies.id, contactGroups.companyId))
    .where(and(where, eq(contactGroups.id, id)));
  return row ?? null;
}

export interface MemberFilter {
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly match: SQL | undefined;
  readonly role: GroupRole | undefined;
  readonly contactId?: number;
  /** Contacts are not shown who is disabled. */
  readonly activeOnly: boolean;
}

const isMember = (groupId: number, companyId: number, filter: MemberFilter): SQL | undefined =>
  and(
    eq(contactGroupMembers.groupId, groupId),
    eq(accounts.companyId, companyId),
    filter.activeOnly ? eq(accounts.active, true) : undefined,
    filter.role === undefined ? undefined : eq(contactGroupMembers.role, filter.role),
    filter.contactId === undefined ? undefined : eq(accounts.id, filter.contactId),
    filter.match,
  );

const MEMBERS: Keyset = {
  name: 'contact-group-members:name',
  direction: 'asc',
  columns: [
    { sql: sql`lower(${accounts.name})`, type: 'text' },
    { sql: sql`${accounts.id}`, type: 'int' },
  ],
};

export async function listMemberRows(db: Db, group: { readonly id: number; readonly companyId: number }, filter: MemberFilter) {
  const rows = await db
    .select({
      id: accounts.id,
      title: accounts.title,
      email: accounts.email,
      active: accounts.active,
      role: contactGroupMembers.role,
      addedAt: contactGroupMembers.createdAt,
      keyset: keysetValues(MEMBERS),
    })
    .from(contactGroupMembers)
    .innerJoin(accounts, eq(accounts.id, contactGroupMembers.contactId))
    .where(and(isMember(group.id, group.companyId, filter), keysetAfter(MEMBERS, filter.cursor)))
    .orderBy(...keysetOrder(MEMBERS))
    .limit(filter.limit + 1);
  return keysetPage(MEMBERS, rows, filter.limit);
}
export type MemberRow = Awaited<ReturnType<typeof listMemberRows>>['items'][number];

export async function countMembers(
  db: Db,
  group: { readonly id: number; readonly companyId: number },
  filter: MemberFilter,
): Promise<number> {
  const [row] = await db
    .select({ total: sql<number>`count(*)::int` })
    .from(contactGroupMembers)
    .innerJoin(accounts, eq(accounts.id, contactGroupMembers.contactId))
    .where(isMember(group.id, group.companyId, filter));
  return row?.total ?? 0;
}
