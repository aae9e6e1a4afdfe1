import { sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';

/** True in a database nobody has used yet: no tech, no company. */
export async function isEmptyWorkspace(db: Db): Promise<boolean> {
  const { rows } = await db.execute<{ empty: boolean }>(
    sql`select not exists (select 1 from accounts) and not exists (select 1 from companies) as empty`,
  );
  return rows[0]?.empty ?? false;
}

/** So that numbers look like those of a provider that has been at it for years. */
export async function startNumbersAt(db: Db, first: number): Promise<void> {
  await db.execute(sql`select setval(pg_get_serial_sequence('tickets', 'id'), ${first}, false)`);
}

/** Everybody who takes part has looked, apart from those who have not; one statement for all tickets. */
export async function rememberReads(
  db: Db,
  unread: readonly { readonly ticketId: number; readonly accountId: number }[],
  now: string,
): Promise<void> {
  await db.execute(sql`
    insert into ticket_reads (account_id, ticket_id, seen_seq, seen_at)
    select a.account_id, a.ticket_id, t.seq, ${now}::timestamptz
    from (select account_id, ticket_id from ticket_participants union select assignee_id, id from tickets where assignee_id is not null) a
    join tickets t on t.id = a.ticket_id
    on conflict (account_id, ticket_id) do update set seen_seq = greatest(ticket_reads.seen_seq, excluded.seen_seq)`);
  // What nobody has looked at since is news again; the rest is history.
  const fresh = [...new Set(unread.map(({ ticketId }) => ticketId))];
  if (fresh.length === 0) return;
  await db.execute(
    sql`update tickets set quiet_seq = 0 where id in (${sql.join(
      fresh.map((id) => sql`${id}`),
      sql`, `,
    )})`,
  );
  const pairs = sql.join(
    unread.map(({ ticketId, accountId }) => sql`(${ticketId}::int, ${accountId}::int)`),
    sql`, `,
  );
  await db.execute(
    sql`update ticket_reads r set seen_seq = 0 from (values ${pairs}) as u(ticket_id, account_id) where r.ticket_id = u.ticket_id and r.account_id = u.account_id`,
  );
}

/** The statistics that a freshly filled database lacks, so that its first queries are planned well. */
export const analyze = (db: Db): Promise<unknown> => db.execute(sql`analyze`);
