import { sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';

/** A portion of one person's tickets in one company, by id. */
export interface Portion {
  readonly contactId: number;
  readonly fromCompanyId: number;
  readonly after: number;
  readonly limit: number;
  /** Who of the staff wanted it; stands in the timeline. */
  readonly by: number | null;
}
export interface PortionDone {
  /** The last ticket of the portion; null when there was none. */
  readonly last: number | null;
  readonly count: number;
  /** People who took part and do not any more. */
  readonly left: number;
}
interface When {
  readonly now: string;
  readonly changeId: string;
}

const entries = (portion: Portion, when: When, changes: Record<string, [number, number]>) => sql`
  insert into ticket_timeline (ticket_id, seq, kind, visibility, author_id, author_kind, changes, change_id, occurred_at)
  select id, seq, 'changed', 'internal', ${portion.by}::int, ${portion.by === null ? 'system' : 'tech'}, ${JSON.stringify(changes)}::jsonb,
    ${when.changeId}::uuid, ${when.now}::timestamptz from changed`;

/** A change of the records is no news: whoever had read everything still has. */
const stillRead = sql`update ticket_reads r set seen_seq = c.seq from changed c where r.ticket_id = c.id and r.seen_seq = c.seq - 1`;

async function run(db: Db, statement: ReturnType<typeof sql>): Promise<PortionDone> {
  const { rows } = await db.execute<{ last: number | null; count: number; left: number }>(statement);
  return rows[0] ?? { last: null, count: 0, left: 0 };
}

/** To another company; tickets of a group stay with it. Contacts of the old company do not take part any more. */
export function moveTickets(db: Db, portion: Portion, toCompanyId: number, when: When): Promise<PortionDone> {
  const { contactId, fromCompanyId, after, limit } = portion;
  return run(
    db,
    sql`with batch as (
      select id from tickets where contact_id = ${contactId} and company_id = ${fromCompanyId} and contact_group_id is null and id > ${after}
      order by id limit ${limit} for update
    ), changed as (
      update tickets t set company_id = ${toCompanyId}, seq = t.seq + 1, version = t.version + 1,
        updated_at = greatest(t.updated_at, ${when.now}::timestamptz), public_at = greatest(t.public_at, ${when.now}::timestamptz)
      from batch where t.id = batch.id returning t.id, t.seq
    ), noted as (${entries(portion, when, { company: [fromCompanyId, toCompanyId] })}
    ), seen as (${stillRead}
    ), gone as (
      delete from ticket_participants p using changed c, accounts a
      where p.ticket_id = c.id and a.id = p.account_id and a.kind = 'contact' and a.id <> ${contactId} and a.company_id <> ${toCompanyId} returning 1
    ) select (select max(id) from changed) as last, (select count(*)::int from changed) as count, (select count(*)::int from gone) as left`,
  );
}

/** To another owner of the same company; the old one does not take part any more. */
export function giveTickets(db: Db, portion: Portion, heirId: number, when: When): Promise<PortionDone> {
  const { contactId, fromCompanyId, after, limit, by } = portion;
  return run(
    db,
    sql`with batch as (
      select id from tickets where contact_id = ${contactId} and company_id = ${fromCompanyId} and id > ${after} order by id limit ${limit} for update
    ), changed as (
      update tickets t set contact_id = ${heirId}, seq = t.seq + 1, version = t.version + 1,
        updated_at = greatest(t.updated_at, ${when.now}::timestamptz), public_at = greatest(t.public_at, ${when.now}::timestamptz)
      from batch where t.id = batch.id returning t.id, t.seq
    ), noted as (${entries(portion, when, { contact: [contactId, heirId] })}
    ), seen as (${stillRead}
    ), gone as (
      delete from ticket_participants p using changed c
      where p.ticket_id = c.id and (p.account_id = ${contactId} or (p.account_id = ${heirId} and p.role = 'cc')) returning 1
    ), given as (
      insert into ticket_participants (ticket_id, account_id, role, added_by, created_at)
      select id, ${heirId}::int, 'owner', ${by}::int, ${when.now}::timestamptz from changed on conflict do nothing
    ) select (select max(id) from changed) as last, (select count(*)::int from changed) as count, 0 as left`,
  );
}

/** Tickets in which somebody stands by name or wrote, by id. */
export async function listTicketsWith(db: Db, accountId: number, after: number, limit: number): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    select id from tickets where contact_id = ${accountId} and id > ${after}
    union select id from tickets where created_by = ${accountId} and id > ${after}
    union select ticket_id from comments where author_id = ${accountId} and ticket_id > ${after} order by id limit ${limit}`);
  return rows.map((row) => row.id);
}
