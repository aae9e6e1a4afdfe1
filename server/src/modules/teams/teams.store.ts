import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { nameTaken, refusing } from '../../kernel/db/constraints.ts';
import { invalidField } from '../../kernel/errors.ts';
import { teamMembers, teams } from './teams.schema.ts';

export interface TeamFacts {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
  readonly version: number;
}

export async function findTeam(db: Db, id: number): Promise<TeamFacts | null> {
  const [row] = await db
    .select({ id: teams.id, name: teams.name, active: teams.active, version: teams.version })
    .from(teams)
    .where(eq(teams.id, id));
  return row ?? null;
}

export async function lockTeam(db: Db, id: number): Promise<TeamFacts | null> {
  const [row] = await db
    .select({ id: teams.id, name: teams.name, active: teams.active, version: teams.version })
    .from(teams)
    .where(eq(teams.id, id))
    .for('update');
  return row ?? null;
}

export async function teamIdsOf(db: Db, techId: number): Promise<number[]> {
  const rows = await db.select({ id: teamMembers.teamId }).from(teamMembers).where(eq(teamMembers.techId, techId));
  return rows.map((row) => row.id);
}

interface TeamValues {
  readonly name?: string;
  readonly description?: string;
  readonly active?: boolean;
  readonly awayRule?: 'none' | 'lead' | 'team';
}
const REFUSALS = { teams_name_key: nameTaken('team', 'team') };

export async function insertTeam(db: Db, values: TeamValues & { name: string }, now: string): Promise<number> {
  const [row] = await refusing(REFUSALS, () =>
    db
      .insert(teams)
      .values({ ...values, createdAt: now, updatedAt: now })
      .returning({ id: teams.id }),
  );
  if (!row) throw new Error('No team was inserted.');
  return row.id;
}

export async function updateTeamRow(db: Db, id: number, values: TeamValues, now: string): Promise<void> {
  await refusing(REFUSALS, () =>
    db
      .update(teams)
      .set({ ...values, updatedAt: now, version: sql`${teams.version} + 1` })
      .where(eq(teams.id, id)),
  );
}

export async function replaceMembers(
  db: Db,
  teamId: number,
  members: readonly { readonly techId: number; readonly isLead?: boolean }[],
): Promise<void> {
  await db.delete(teamMembers).where(eq(teamMembers.teamId, teamId));
  const distinct = [...new Map(members.map((member) => [member.techId, member])).values()];
  if (distinct.length === 0) return;
  await refusing({ team_members_tech_id_fkey: () => invalidField('members', 'unknown', 'One of these members is not a tech.') }, () =>
    db.insert(teamMembers).values(distinct.map(({ techId, isLead }) => ({ teamId, techId, isLead: isLead ?? false }))),
  );
}

/** Adds and takes out without touching the others; who is in the team already stays what he is in it. */
export async function changeMembers(db: Db, teamId: number, add: readonly number[], remove: readonly number[]): Promise<void> {
  if (remove.length > 0) await db.delete(teamMembers).where(and(eq(teamMembers.teamId, teamId), inArray(teamMembers.techId, [...remove])));
  if (add.length > 0)
    await db
      .insert(teamMembers)
      .values(add.map((techId) => ({ teamId, techId, isLead: false })))
      .onConflictDoNothing();
}
