import type { TagType } from '@portico/contracts/tags/shapes.ts';
import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { nameTaken, refusing } from '../../kernel/db/constraints.ts';
import { cleanTags } from './tags.rules.ts';
import { tags } from './tags.schema.ts';

const REFUSALS = { tags_name_key: nameTaken('tag', 'tag') };
const listOf = (values: readonly (string | number)[]): SQL =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );

/** Ids of these tags, in any case; those that do not exist yet are created. */
export async function ensureTags(db: Db, names: readonly string[]): Promise<number[]> {
  if (names.length === 0) return [];
  const rows = sql.join(
    names.map((name) => sql`(${name})`),
    sql`, `,
  );
  await db.execute(sql`insert into tags (name) select v.name from (values ${rows}) v (name) order by lower(v.name) on conflict do nothing`);
  const found = await db.execute<{ id: number }>(
    sql`select id from tags where lower(name) in (${sql.join(
      names.map((name) => sql`lower(${name})`),
      sql`, `,
    )}) order by id`,
  );
  return found.rows.map((row) => row.id);
}

/** What carries tags beside tickets, which keep theirs with their timeline. */
const CARRIERS = {
  company: { table: sql.raw('company_tags'), column: sql.raw('company_id') },
  contact: { table: sql.raw('contact_tags'), column: sql.raw('contact_id') },
} as const;
export type TagCarrier = keyof typeof CARRIERS;

/** Gives a company or contact exactly these tags. */
export async function setTags(db: Db, carrier: TagCarrier, id: number, names: readonly string[]): Promise<void> {
  const { table, column } = CARRIERS[carrier];
  const ids = await ensureTags(db, cleanTags(names));
  const others = ids.length > 0 ? sql`and tag_id not in (${listOf(ids)})` : sql``;
  await db.execute(sql`delete from ${table} where ${column} = ${id} ${others}`);
  if (ids.length === 0) return;
  await db.execute(
    sql`insert into ${table} (${column}, tag_id) select ${id}::int, t.id from tags t where t.id in (${listOf(ids)}) on conflict do nothing`,
  );
}

export type TagRow = typeof tags.$inferSelect;

export async function lockTags(db: Db, ids: readonly number[]): Promise<TagRow[]> {
  // In the order of their ids, so that two merges at once cannot wait for each other.
  return db
    .select()
    .from(tags)
    .where(inArray(tags.id, [...ids]))
    .orderBy(tags.id)
    .for('update');
}

export async function insertTag(db: Db, values: { readonly name: string; readonly type: TagType }): Promise<number> {
  const [row] = await refusing(REFUSALS, () => db.insert(tags).values(values).returning({ id: tags.id }));
  if (!row) throw new Error('No tag was inserted.');
  return row.id;
}

export async function updateTagRow(db: Db, id: number, values: { readonly name?: string; readonly type?: TagType }): Promise<void> {
  await refusing(REFUSALS, () =>
    db
      .update(tags)
      .set({ ...values, version: sql`${tags.version} + 1` })
      .where(eq(tags.id, id)),
  );
}

interface Carrier {
  readonly table: string;
  readonly column: string;
}

/** Every table that points at tags, asked of the database itself, so that a later one cannot be forgotten. */
async function listCarriers(db: Db): Promise<Carrier[]> {
  const { rows } = await db.execute<{ table: string; column: string }>(sql`
    select r.relname as "table", a.attname as "column" from pg_constraint c
    join pg_class r on r.oid = c.conrelid join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'public.tags'::regclass and array_length(c.conkey, 1) = 1 order by 1, 2`);
  return rows;
}

/** What carried the first carries the second; the first is gone. */
export async function moveTag(db: Db, fromId: number, intoId: number): Promise<void> {
  for (const carrier of await listCarriers(db)) {
    const [table, column] = [sql.identifier(carrier.table), sql.identifier(carrier.column)];
    // Every carrier's key is (thing, tag): what has both keeps one.
    await db.execute(sql`delete from ${table} g where g.${column} = ${fromId} and exists (
      select 1 from ${table} k where k.${column} = ${intoId} and to_jsonb(k) - ${carrier.column}::text = to_jsonb(g) - ${carrier.column}::text)`);
    await db.execute(sql`update ${table} set ${column} = ${intoId} where ${column} = ${fromId}`);
  }
  await db.delete(tags).where(eq(tags.id, fromId));
}

export async function deleteTag(db: Db, id: number): Promise<void> {
  for (const { table, column } of await listCarriers(db))
    await db.execute(sql`delete from ${sql.identifier(table)} where ${sql.identifier(column)} = ${id}`);
  await db.delete(tags).where(eq(tags.id, id));
}

/** Whoever carries any of these tags, as a condition on the carrier's id. */
export const carriesTag = (carrier: TagCarrier, id: SQL, names: readonly string[]): SQL | undefined => {
  if (names.length === 0) return undefined;
  const { table, column } = CARRIERS[carrier];
  return sql`${id} in (select x.${column} from ${table} x join tags g on g.id = x.tag_id where lower(g.name) in (${sql.join(
    names.map((name) => sql`lower(${name})`),
    sql`, `,
  )}))`;
};
