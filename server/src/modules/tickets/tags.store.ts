import { sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';

const list = (values: readonly (string | number)[]) =>
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

export async function listTagIds(db: Db, ticketId: number): Promise<number[]> {
  const { rows } = await db.execute<{ tag_id: number }>(sql`select tag_id from ticket_tags where ticket_id = ${ticketId} order by tag_id`);
  return rows.map((row) => row.tag_id);
}

export async function replaceTags(db: Db, ticketId: number, tagIds: readonly number[]): Promise<void> {
  await db.execute(
    sql`delete from ticket_tags where ticket_id = ${ticketId} ${tagIds.length > 0 ? sql`and tag_id not in (${list(tagIds)})` : sql``}`,
  );
  if (tagIds.length > 0) {
    await db.execute(
      sql`insert into ticket_tags (ticket_id, tag_id) select ${ticketId}::int, id from tags where id in (${list(tagIds)}) on conflict do nothing`,
    );
  }
}

/** At most 50, those that begin with `q` first. */
export async function listTagNames(db: Db, q: string | undefined): Promise<{ id: number; name: string }[]> {
  const like = `${(q ?? '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await db.execute<{ id: number; name: string }>(sql`
    select id, name from tags where lower(name) like ${`%${like}`} order by lower(name) not like ${like}, lower(name), id limit 50`);
  return rows;
}

/** One spelling per tag of a request; blanks around a tag mean nothing. */
export const cleanTags = (names: readonly string[]): string[] => [
  ...new Map(
    names
      .map((name) => name.trim().replaceAll(/\s+/g, ' '))
      .filter((name) => name !== '')
      .map((name) => [name.toLowerCase(), name]),
  ).values(),
];
