import type { Actor } from '@portico/contracts/access/actor.ts';
import type { PersonAvailability } from '@portico/contracts/profiles/shapes.ts';
import type { Availability } from '@portico/contracts/techs/shapes.ts';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { isoText } from '../../kernel/db/columns.ts';
import { presenceVisibleTo } from '../accounts/index.ts';

/** Tickets that went to others and are still open where they went. */
export async function countHandedOver(db: Db, techId: number): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from handed_over_tickets h join tickets t on t.id = h.ticket_id
    where h.tech_id = ${techId} and not t.is_closed and t.archived_at is null and t.assignee_id is not distinct from h.given_to`);
  return rows[0]?.count ?? 0;
}

/** Of whom this actor may know it: a streamline tech of his teams, a contact of who has his open requests; and who hides it, of nobody. */
function within(actor: Actor): SQL {
  if (actor.kind === 'contact')
    return sql`exists (select 1 from tickets k where k.assignee_id = a.id and k.contact_id = ${actor.accountId} and not k.is_closed and k.archived_at is null)`;
  if (actor.kind === 'tech' && actor.role === 'streamline')
    return sql`(a.id = ${actor.accountId} or exists (select 1 from team_members mine join team_members theirs on theirs.team_id = mine.team_id
      where mine.tech_id = ${actor.accountId} and theirs.tech_id = a.id))`;
  return sql`true`;
}

export async function listAvailabilityRows(db: Db, actor: Actor, now: string): Promise<Omit<PersonAvailability, 'presence'>[]> {
  const runs = sql`(t.availability_until is null or t.availability_until > ${now}::timestamptz)`;
  const { rows } = await db.execute<{ id: number; state: Availability; until: string | null; by: 'hand' | 'calendar' }>(sql`
    select a.id, case when ${runs} then t.availability else 'available' end as state,
      case when ${runs} then ${isoText(sql`t.availability_until`)} end as until,
      case when ${runs} then t.availability_by else 'hand' end as by
    from techs t join accounts a on a.id = t.id
    where a.active and ${presenceVisibleTo(actor, sql`a`)} and ${within(actor)} order by a.id limit 1000`);
  return rows;
}
