import type { GroupRole } from '@portico/contracts/access/actor.ts';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { nameTaken, refusing } from '../../kernel/db/constraints.ts';
import { searchVector } from '../accounts/index.ts';
import { FLAGS_KEY, QUEUES_KEY } from '../contacts/index.ts';
import { contactGroupMembers, contactGroups } from './contact-groups.schema.ts';

export interface GroupFacts {
  readonly id: number;
  readonly companyId: number;
  readonly name: string;
  readonly active: boolean;
  readonly deletedAt: string | null;
  readonly version: number;
}
const facts = {
  id: contactGroups.id,
  companyId: contactGroups.companyId,
  name: contactGroups.name,
  active: contactGroups.active,
  deletedAt: contactGroups.deletedAt,
  version: contactGroups.version,
};

export async function findGroup(db: Db, id: number): Promise<GroupFacts | null> {
  const [row] = await db.select(facts).from(contactGroups).where(eq(contactGroups.id, id));
  return row ?? null;
}

/** Has an administrator given members of the group anything, or taken it? */
export async function saysOfRights(db: Db, groupId: number): Promise<boolean> {
  const keys = [FLAGS_KEY, QUEUES_KEY].map((key) => sql`${key}`);
  const { rows } = await db.execute(sql`select 1 from settings
    where key in (${sql.join(keys, sql`, `)}) and scope = 'group' and scope_id = ${groupId} and value <> '{}'::jsonb limit 1`);
  return rows.length > 0;
}

/** Changes of members go through this lock, so that two managers cannot remove each other, nor the last two leave at once. */
export async function lockGroup(db: Db, id: number): Promise<GroupFacts | null> {
  const [row] = await db.select(facts).from(contactGroups).where(eq(contactGroups.id, id)).for('update');
  return row ?? null;
}

interface GroupValues {
  readonly name?: string;
  readonly icon?: string;
  readonly tags?: string[];
  readonly active?: boolean;
}
const REFUSALS = { contact_groups_name_key: nameTaken('contactGroup', 'contact group') };
const words = (name: string) => ({ search: searchVector(name) as unknown as string });

export async function insertGroup(db: Db, companyId: number, values: GroupValues & { name: string }, now: string): Promise<number> {
  const [row] = await refusing(REFUSALS, () =>
    db
      .insert(contactGroups)
      .values({ ...values, ...words(values.name), companyId, createdAt: now, updatedAt: now })
      .returning({ id: contactGroups.id }),
  );
  if (!row) throw new Error('No contact group was inserted.');
  return row.id;
}

export async function updateGroupRow(
  db: Db,
  id: number,
  values: GroupValues & { readonly deletedAt?: string | null; readonly deletedBy?: number | null },
  now: string,
): Promise<void> {
  await refusing(REFUSALS, () =>
    db
      .update(contactGroups)
      .set({
        ...values,
        ...(values.name === undefined ? {} : words(values.name)),
        updatedAt: now,
        version: sql`${contactGroups.version} + 1`,
      })
      .where(eq(contactGroups.id, id)),
  );
}

const memberAt = (groupId: number, contactId: number) =>
  and(eq(contactGroupMembers.groupId, groupId), eq(contactGroupMembers.contactId, contactId));

export async function findRole(db: Db, groupId: number, contactId: number): Promise<GroupRole | null> {
  const [row] = await db.select({ role: contactGroupMembers.role }).from(contactGroupMembers).where(memberAt(groupId, contactId));
  return row?.role ?? null;
}

/** False when this contact is a member already. */
export async function insertMember(db: Db, row: typeof contactGroupMembers.$inferInsert): Promise<boolean> {
  const rows = await db.insert(contactGroupMembers).values(row).onConflictDoNothing().returning({ id: contactGroupMembers.contactId });
  return rows.length > 0;
}

export async function updateRole(db: Db, groupId: number, contactId: number, role: GroupRole): Promise<void> {
  await db.update(contactGroupMembers).set({ role }).where(memberAt(groupId, contactId));
}

export async function deleteMember(db: Db, groupId: number, contactId: number): Promise<void> {
  await db.delete(contactGroupMembers).where(memberAt(groupId, contactId));
}

export async function listMemberIds(db: Db, groupId: number): Promise<number[]> {
  const rows = await db
    .select({ id: contactGroupMembers.contactId })
    .from(contactGroupMembers)
    .where(eq(contactGroupMembers.groupId, groupId));
  return rows.map((row) => row.id);
}

/** Groups that are not deleted and have this contact as a member. */
export async function countGroupsOf(db: Db, contactId: number): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from contact_group_members m join contact_groups g on g.id = m.group_id
    where m.contact_id = ${contactId} and g.deleted_at is null`);
  return rows[0]?.n ?? 0;
}

/** Is there a member who is in the full number of groups without this one? */
export async function hasFullMember(db: Db, groupId: number, most: number): Promise<boolean> {
  const { rows } = await db.execute<{ found: boolean }>(sql`
    select exists (select 1 from contact_group_members m where m.group_id = ${groupId} and (
      select count(*) from contact_group_members o join contact_groups g on g.id = o.group_id
      where o.contact_id = m.contact_id and g.deleted_at is null and g.id <> ${groupId}) >= ${most}) as found`);
  return rows[0]?.found ?? false;
}

/** Does somebody else who can act manage this group? */
export async function hasOtherManager(db: Db, groupId: number, companyId: number, contactId: number): Promise<boolean> {
  const { rows } = await db.execute<{ found: boolean }>(sql`
    select exists (select 1 from contact_group_members m join accounts a on a.id = m.contact_id
      where m.group_id = ${groupId} and m.role = 'manager' and m.contact_id <> ${contactId} and a.active and a.company_id = ${companyId}) as found`);
  return rows[0]?.found ?? false;
}

/** Takes a contact out of every group and returns them, with the role it had. */
export async function deleteMembershipsOf(db: Db, contactId: number): Promise<(GroupFacts & { readonly role: GroupRole })[]> {
  const left = await db
    .delete(contactGroupMembers)
    .where(eq(contactGroupMembers.contactId, contactId))
    .returning({ groupId: contactGroupMembers.groupId, role: contactGroupMembers.role });
  if (left.length === 0) return [];
  const roles = new Map(left.map((one) => [one.groupId, one.role]));
  const groups = await db
    .select(facts)
    .from(contactGroups)
    .where(inArray(contactGroups.id, [...roles.keys()]));
  return groups.map((group) => ({ ...group, role: roles.get(group.id) ?? 'guest' }));
}

/** The first of these contacts, by name, who is in the full number of groups without counting further ones. */
export async function findOverfull(db: Db, contactIds: readonly number[], most: number): Promise<string | null> {
  if (contactIds.length === 0) return null;
  const { rows } = await db.execute<{ name: string }>(sql`
    select a.name from contact_group_members m join contact_groups g on g.id = m.group_id join accounts a on a.id = m.contact_id
    where m.contact_id = any(${sql.param([...contactIds])}::int[]) and g.deleted_at is null
    group by a.id, a.name having count(*) > ${most} order by a.id limit 1`);
  return rows[0]?.name ?? null;
}

/** Several at once; who is a member already keeps his role. Returns who is new. */
export async function insertMembers(db: Db, groupId: number, contactIds: readonly number[], now: string): Promise<number[]> {
  if (contactIds.length === 0) return [];
  const rows = await db
    .insert(contactGroupMembers)
    .values(contactIds.map((contactId) => ({ groupId, contactId, role: 'regular' as const, createdAt: now })))
    .onConflictDoNothing()
    .returning({ id: contactGroupMembers.contactId });
  return rows.map((row) => row.id);
}

/** Returns who was a member, with the role each had. */
export async function deleteMembers(db: Db, groupId: number, contactIds: readonly number[]) {
  if (contactIds.length === 0) return [];
  return db
    .delete(contactGroupMembers)
    .where(and(eq(contactGroupMembers.groupId, groupId), inArray(contactGroupMembers.contactId, [...contactIds])))
    .returning({ id: contactGroupMembers.contactId, role: contactGroupMembers.role });
}

/** In the order of their ids, so that two groups at once cannot wait for each other, nor make the 51st group of a contact. */
export async function lockContactsOf(db: Db, companyId: number, contactIds: readonly number[]): Promise<number[]> {
  if (contactIds.length === 0) return [];
  const { rows } = await db.execute<{ id: number }>(sql`
    select a.id from accounts a where a.id = any(${sql.param([...contactIds])}::int[]) and a.kind = 'contact' and a.company_id = ${companyId}
    order by a.id for update`);
  return rows.map((row) => row.id);
}
