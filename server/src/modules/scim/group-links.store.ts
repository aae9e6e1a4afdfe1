import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { refusing } from '../../kernel/db/constraints.ts';
import type { Connection } from './connections.store.ts';
import { uniqueness } from './scim.refusals.ts';
import { scimGroups } from './scim.schema.ts';

const taken = () => uniqueness('This group belongs to a directory already.');

export async function linkGroup(db: Db, connection: Connection, targetId: number, externalId: string | null, now: string): Promise<number> {
  const target = connection.audience === 'staff' ? { teamId: targetId } : { contactGroupId: targetId };
  const [row] = await refusing({ scim_groups_contact_group_id_key: taken, scim_groups_team_id_key: taken }, () =>
    db
      .insert(scimGroups)
      .values({ ...target, connectionId: connection.id, externalId, createdAt: now })
      .returning({ id: scimGroups.id }),
  );
  if (!row) throw new Error('No group was linked.');
  return row.id;
}

/** One that its directory had deleted comes back, perhaps to another connection. */
export async function reviveGroup(db: Db, linkId: number, connectionId: number, externalId: string | null): Promise<void> {
  await db
    .update(scimGroups)
    .set({ connectionId, externalId, removedAt: null, version: sql`${scimGroups.version} + 1` })
    .where(eq(scimGroups.id, linkId));
}

/** Counts a change of the group as its directory sees it: of its members, or of how it is called there. */
export async function touchGroup(db: Db, linkId: number, externalId: string | null): Promise<void> {
  await db
    .update(scimGroups)
    .set({ externalId, version: sql`${scimGroups.version} + 1` })
    .where(eq(scimGroups.id, linkId));
}

export async function removeGroupLink(db: Db, linkId: number, now: string): Promise<void> {
  await db
    .update(scimGroups)
    .set({ removedAt: now, version: sql`${scimGroups.version} + 1` })
    .where(eq(scimGroups.id, linkId));
}

/** Held while a group changes, so that of two changes at once each sees the other's. */
export async function lockGroupLink(db: Db, linkId: number): Promise<void> {
  await db.select({ id: scimGroups.id }).from(scimGroups).where(eq(scimGroups.id, linkId)).for('update');
}
