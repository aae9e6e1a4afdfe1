import { sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';

const list = (values: readonly (string | number)[]) =>
  sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  );

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
