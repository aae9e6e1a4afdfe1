import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { nameTaken, refusing } from '../../kernel/db/constraints.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { invalidField } from '../../kernel/errors.ts';
import { contactGroupTags, groupTags } from './rights.schema.ts';

const columns = {
  id: groupTags.id,
  name: groupTags.name,
  description: groupTags.description,
  contactCount: sql<number>`(select count(*)::int from contact_group_tags x where x.tag_id = group_tags.id)`,
  version: groupTags.version,
};
const keyset: Keyset = {
  name: 'group-tags',
  direction: 'asc',
  columns: [
    { sql: sql`lower(${groupTags.name})`, type: 'text' },
    { sql: sql`${groupTags.id}`, type: 'int' },
  ],
};

export async function listTagRows(db: Db, limit: number, cursor: string | undefined) {
  const rows = await db
    .select({ ...columns, keyset: keysetValues(keyset) })
    .from(groupTags)
    .where(keysetAfter(keyset, cursor))
    .orderBy(...keysetOrder(keyset))
    .limit(limit + 1);
  return keysetPage(keyset, rows, limit);
}

export const findTagRow = async (db: Db, id: number) => (await db.select(columns).from(groupTags).where(eq(groupTags.id, id)))[0] ?? null;

const unique = { group_tags_name_key: nameTaken('groupTag', 'group tag') };

export async function insertTag(db: Db, values: { name: string; description: string }, now: string): Promise<number> {
  const [row] = await refusing(unique, () =>
    db
      .insert(groupTags)
      .values({ ...values, createdAt: now, updatedAt: now })
      .returning({ id: groupTags.id }),
  );
  return row!.id;
}

export const updateTagRow = (db: Db, id: number, values: { name?: string; description?: string }, now: string): Promise<unknown> =>
  refusing(unique, () =>
    db
      .update(groupTags)
      .set({ ...values, updatedAt: now, version: sql`${groupTags.version} + 1` })
      .where(eq(groupTags.id, id)),
  );

/** Who carried it; all of them lose what it gave. */
export async function deleteTagRow(db: Db, id: number): Promise<number[]> {
  const carriers = await db.delete(contactGroupTags).where(eq(contactGroupTags.tagId, id)).returning({ id: contactGroupTags.contactId });
  await db.delete(groupTags).where(eq(groupTags.id, id));
  return carriers.map((row) => row.id);
}

export interface Carried {
  readonly tagId: number;
  readonly mayView: boolean;
  readonly mayApprove: boolean;
}

export const listCarried = (db: Db, contactId: number) =>
  db
    .select({
      tagId: contactGroupTags.tagId,
      name: groupTags.name,
      mayView: contactGroupTags.mayView,
      mayApprove: contactGroupTags.mayApprove,
    })
    .from(contactGroupTags)
    .innerJoin(groupTags, eq(groupTags.id, contactGroupTags.tagId))
    .where(eq(contactGroupTags.contactId, contactId))
    .orderBy(sql`lower(${groupTags.name})`, groupTags.id);

export async function replaceCarried(db: Db, contactId: number, items: readonly Carried[]): Promise<void> {
  await db.delete(contactGroupTags).where(eq(contactGroupTags.contactId, contactId));
  const distinct = [...new Map(items.map((one) => [one.tagId, one])).values()];
  if (distinct.length === 0) return;
  await refusing(
    { contact_group_tags_tag_id_fkey: () => invalidField('items', 'unknown', 'One of these tags does not exist any more.') },
    () => db.insert(contactGroupTags).values(distinct.map((one) => ({ contactId, ...one }))),
  );
}
