import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { teams } from './teams.schema.ts';

// Subselects name the outer table in words: Drizzle writes a column of a single-table select without its table.
const columns = {
  id: teams.id,
  name: teams.name,
  description: teams.description,
  active: teams.active,
  awayRule: teams.awayRule,
  version: teams.version,
  members: sql<
    { id: number; isLead: boolean }[]
  >`(select coalesce(json_agg(json_build_object('id', m.tech_id, 'isLead', m.is_lead) order by lower(a.name), a.id), '[]')
    from team_members m join accounts a on a.id = m.tech_id where m.team_id = teams.id)`,
  openTicketCount: sql<number>`(select count(*)::int from tickets t where t.team_id = teams.id and t.archived_at is null and not t.is_closed)`,
};

const query = (db: Db, where: SQL | undefined) =>
  db.select(columns).from(teams).where(where).orderBy(sql`lower(${teams.name})`, teams.id).limit(500);

export type TeamRow = Awaited<ReturnType<typeof query>>[number];

/** Teams are few; all of them, at most 500. */
export const listTeamRows = (db: Db, where?: SQL): Promise<TeamRow[]> => query(db, where);

export async function getTeamRow(db: Db, id: number, where?: SQL): Promise<TeamRow | null> {
  return (await query(db, and(eq(teams.id, id), where)))[0] ?? null;
}
