import type { JoinRequest } from '@portico/contracts/teams/shapes.ts';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { refusing } from '../../kernel/db/constraints.ts';
import { Refusal } from '../../kernel/errors.ts';
import { teamMembers, teamRequests, teams } from './teams.schema.ts';

export type RequestRow = typeof teamRequests.$inferSelect;

/** The predicate of what everybody may have who has it. */
export const always = sql`true`;

const listed = {
  id: teamRequests.id,
  techId: teamRequests.techId,
  team: { id: teams.id, name: teams.name },
  state: teamRequests.state,
  message: teamRequests.message,
  reason: teamRequests.reason,
  decidedBy: teamRequests.decidedBy,
  decidedAt: teamRequests.decidedAt,
  createdAt: teamRequests.createdAt,
};
const query = (db: Db, where: SQL | undefined, order: SQL, limit: number) =>
  db.select(listed).from(teamRequests).innerJoin(teams, eq(teams.id, teamRequests.teamId)).where(where).orderBy(order).limit(limit);
export type ListedRequest = Awaited<ReturnType<typeof query>>[number];

export const listMyRequests = (db: Db, techId: number): Promise<ListedRequest[]> =>
  query(db, eq(teamRequests.techId, techId), sql`${teamRequests.id} desc`, 50);

/** Of the teams this tech leads, or of all teams. Nobody decides about himself. */
export const listRequestsToDecide = (db: Db, techId: number, all: boolean): Promise<ListedRequest[]> =>
  query(
    db,
    and(
      eq(teamRequests.state, 'pending'),
      sql`${teamRequests.techId} <> ${techId}`,
      all
        ? undefined
        : sql`exists (select 1 from team_members l where l.team_id = ${teamRequests.teamId} and l.tech_id = ${techId} and l.is_lead)`,
    ),
    sql`${teamRequests.id}`,
    100,
  );

export async function lockRequest(db: Db, id: number): Promise<RequestRow | null> {
  const [found] = await db.select().from(teamRequests).where(eq(teamRequests.id, id)).for('update');
  return found ?? null;
}

export async function insertRequest(db: Db, teamId: number, techId: number, message: string, now: string): Promise<number> {
  const asked = () => new Refusal(409, 'team.alreadyAsked', 'You asked to join this team already. Its lead has not decided yet.');
  const [made] = await refusing({ team_requests_pending_key: asked }, () =>
    db.insert(teamRequests).values({ teamId, techId, message, createdAt: now }).returning({ id: teamRequests.id }),
  );
  if (!made) throw new Error('No request was inserted.');
  return made.id;
}

export async function settleRequest(
  db: Db,
  id: number,
  values: { readonly state: JoinRequest['state']; readonly reason: string; readonly decidedBy: number | null; readonly decidedAt: string },
): Promise<void> {
  await db.update(teamRequests).set(values).where(eq(teamRequests.id, id));
}

export interface Membership {
  readonly techId: number;
  readonly isLead: boolean;
}

/** Members of a locked team who can still sign in. */
export async function listMembers(db: Db, teamId: number): Promise<Membership[]> {
  const { rows } = await db.execute<{ techId: number; isLead: boolean }>(sql`
    select m.tech_id as "techId", m.is_lead as "isLead" from team_members m join accounts a on a.id = m.tech_id
    where m.team_id = ${teamId} and a.active order by m.tech_id`);
  return rows;
}

export async function isMember(db: Db, teamId: number, techId: number): Promise<boolean> {
  const rows = await db
    .select({ id: teamMembers.techId })
    .from(teamMembers)
    .where(and(eq(teamMembers.teamId, teamId), eq(teamMembers.techId, techId)));
  return rows.length > 0;
}

export async function addMember(db: Db, teamId: number, techId: number): Promise<void> {
  await db.insert(teamMembers).values({ teamId, techId }).onConflictDoNothing();
}

export async function removeMember(db: Db, teamId: number, techId: number): Promise<void> {
  await db.delete(teamMembers).where(and(eq(teamMembers.teamId, teamId), eq(teamMembers.techId, techId)));
}

export async function makeLead(db: Db, teamId: number, techId: number): Promise<void> {
  await db
    .update(teamMembers)
    .set({ isLead: true })
    .where(and(eq(teamMembers.teamId, teamId), eq(teamMembers.techId, techId)));
}

export async function touchTeam(db: Db, teamId: number, now: string): Promise<void> {
  await db
    .update(teams)
    .set({ version: sql`${teams.version} + 1`, updatedAt: now })
    .where(eq(teams.id, teamId));
}

/** Who is told of a request: the leads, or the administrators of a team without one. */
export async function listDeciders(db: Db, requestId: number): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    with r as (select team_id, tech_id from team_requests where id = ${requestId}),
      leads as (select m.tech_id as id from team_members m join r on r.team_id = m.team_id join accounts a on a.id = m.tech_id
        where m.is_lead and a.active and m.tech_id <> r.tech_id)
    select id from leads
    union select t.id from techs t join accounts a on a.id = t.id
      where t.role in ('admin', 'master-admin') and a.active and not exists (select 1 from leads)`);
  return rows.map((row) => row.id);
}

export interface RequestSubject {
  readonly techId: number;
  readonly teamId: number;
  readonly team: string;
  readonly reason: string;
  readonly message: string;
  readonly state: JoinRequest['state'];
  readonly author: string;
}
/** What a notice says, from the rows of this moment; the asker speaks in a request, who decided in an answer. */
export async function findRequestSubject(db: Db, requestId: number, authorId: number | null): Promise<RequestSubject | null> {
  const { rows } = await db.execute<RequestSubject & Record<string, unknown>>(sql`
    select r.tech_id as "techId", r.team_id as "teamId", t.name as team, r.reason, r.message, r.state,
      coalesce((select name from accounts where id = ${authorId}::int), '') as author
    from team_requests r join teams t on t.id = r.team_id where r.id = ${requestId}`);
  return rows[0] ?? null;
}
