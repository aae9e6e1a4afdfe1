import { sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';

/** An open ticket of somebody who is away, with the rule of its team. */
export interface WaitingTicket {
  readonly id: number;
  readonly queueId: number;
  readonly companyId: number;
  readonly categoryId: number | null;
  readonly teamId: number;
  readonly teamName: string;
  readonly rule: 'lead' | 'team';
  /** Leads of the team besides him, in order of their ids. */
  readonly leads: readonly number[];
}

/** The tickets that do not stay with this tech while he is away, by id; a batch. */
export async function listToHandOver(db: Db, techId: number, after: number, limit: number): Promise<WaitingTicket[]> {
  const { rows } = await db.execute<WaitingTicket & Record<string, unknown>>(sql`
    select t.id, t.queue_id as "queueId", t.company_id as "companyId", t.category_id as "categoryId", t.team_id as "teamId", m.name as "teamName", m.away_rule as rule,
      (select coalesce(json_agg(l.tech_id order by l.tech_id), '[]') from team_members l
        where l.team_id = m.id and l.is_lead and l.tech_id <> ${techId}) as leads
    from tickets t join teams m on m.id = t.team_id
    where t.assignee_id = ${techId} and not t.is_closed and t.archived_at is null and m.away_rule <> 'none' and t.id > ${after}
    order by t.id limit ${limit}`);
  return rows;
}

export async function noteHandedOver(db: Db, ticketId: number, techId: number, givenTo: number | null, now: string): Promise<void> {
  await db.execute(sql`insert into handed_over_tickets (ticket_id, tech_id, given_to, handed_at) values (${ticketId}, ${techId}, ${givenTo}, ${now})
    on conflict (ticket_id, tech_id) do update set given_to = excluded.given_to, handed_at = excluded.handed_at`);
}

/** Who has the ticket, held until the transaction ends: what was read in a list may be old by now. */
export async function lockAssignee(db: Db, ticketId: number): Promise<number | null> {
  const { rows } = await db.execute<{ assignee: number | null }>(
    sql`select assignee_id as assignee from tickets where id = ${ticketId} for update`,
  );
  return rows[0]?.assignee ?? null;
}

/** Takes the notes of this tech away and returns the tickets that are still open where they went. */
export async function takeHandedOver(db: Db, techId: number): Promise<{ id: number; givenTo: number | null }[]> {
  const { rows } = await db.execute<{ id: number; givenTo: number | null; back: boolean }>(sql`
    delete from handed_over_tickets h using tickets t where h.tech_id = ${techId} and t.id = h.ticket_id
    returning t.id, h.given_to as "givenTo", (not t.is_closed and t.archived_at is null and t.assignee_id is not distinct from h.given_to) as back`);
  return rows
    .filter((row) => row.back)
    .map(({ id, givenTo }) => ({ id, givenTo }))
    .sort((a, b) => a.id - b.id);
}
