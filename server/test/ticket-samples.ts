import type { ServiceDeskForTech } from '@portico/contracts/service-desk/shapes.ts';
import { sql } from 'drizzle-orm';
import type { Db } from '../src/kernel/context.ts';

/** Thousands of tickets by plain SQL, for tests about plans and paging; rows only, without timeline or search documents. */
export async function insertTickets(
  db: Db,
  values: {
    owners: readonly { id: number; companyId: number | null }[];
    assignees: readonly (number | null)[];
    desk: ServiceDeskForTech;
    count: number;
  },
): Promise<void> {
  const { owners, assignees, desk, count } = values;
  const open = desk.statuses.find((one) => !one.isClosed)!.id;
  const closed = desk.statuses.find((one) => one.isClosed)!.id;
  const pick = (list: readonly (number | null)[]) =>
    sql`(array[${sql.join(
      list.map((id) => sql`${id}::int`),
      sql`, `,
    )}])[1 + n % ${list.length}::int]`;
  await db.execute(sql`
    with base as (select nextval(pg_get_serial_sequence('tickets', 'id'))::int as id, n from generate_series(1, ${count}::int) n),
    made as (
      insert into tickets (id, number, title, company_id, contact_id, queue_id, status_id, priority_id, assignee_id, due_at, is_closed, closed_at,
        created_by, created_at, updated_at, public_at, seq, public_seq)
      overriding system value
      select id, id, 'Sample ' || n, ${pick(owners.map((one) => one.companyId))}, ${pick(owners.map((one) => one.id))},
        ${pick(desk.queues.map((one) => one.id))}, case when n % 4 = 0 then ${closed}::int else ${open}::int end, ${pick(desk.priorities.map((one) => one.id))},
        ${pick(assignees)}, case when n % 5 = 0 then now() + n * interval '1 minute' end, n % 4 = 0, case when n % 4 = 0 then now() end,
        null, now() - n * interval '1 hour', now() - n * interval '10 minutes', now() - n * interval '10 minutes', 1, 1
      from base returning id, contact_id)
    insert into ticket_participants (ticket_id, account_id, role, created_at) select id, contact_id, 'owner', now() from made`);
}

/** A long conversation by plain SQL: comments with their timeline entries, every tenth internal. */
export async function insertComments(db: Db, values: { ticketId: number; authorId: number; count: number }): Promise<void> {
  const { ticketId, authorId, count } = values;
  await db.execute(sql`
    with made as (
      insert into comments (ticket_id, author_id, visibility, body_html, body_text, created_at)
      select ${ticketId}::int, ${authorId}::int, case when n % 10 = 0 then 'internal' else 'public' end, '<p>Comment ' || n || '</p>', 'Comment ' || n, now()
      from generate_series(1, ${count}::int) n returning id, visibility)
    insert into ticket_timeline (ticket_id, seq, kind, visibility, author_id, author_kind, comment_id, change_id, occurred_at)
    select ${ticketId}::int, 1 + row_number() over (order by id), 'comment', visibility, ${authorId}::int, 'contact', id, gen_random_uuid(), now() from made`);
  await db.execute(sql`
    update tickets set seq = ${count + 1}, public_seq = ${count + 1}, comment_count = ${count}, updated_at = now() where id = ${ticketId}`);
}
