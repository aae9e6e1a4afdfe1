import type { Actor, TechActor } from '@portico/contracts/access/actor.ts';
import { roleCan } from '@portico/contracts/rights/capabilities.ts';
import { type SQL, sql } from 'drizzle-orm';

/** Techs are colleagues: every tech may see every tech by name. Contacts meet them only on their tickets. */
export const canListTechs = (actor: Actor): actor is TechActor => actor.kind === 'tech';

/** A streamline tech works for one customer: of colleagues he sees those who share a team with him, and himself. */
export const seesOnlyOwnTeams = (actor: TechActor): boolean => !roleCan(actor.role, 'techs.seeAll');

/** The same as a predicate over `accounts`, for searches. */
export function techSeenBy(actor: Actor): SQL {
  if (actor.kind !== 'tech' || !seesOnlyOwnTeams(actor)) return sql`true`;
  const teams = actor.teamIds.length === 0 ? [sql`0`] : actor.teamIds.map((id) => sql`${id}`);
  return sql`(accounts.id = ${actor.accountId} or exists (select 1 from team_members m
    where m.tech_id = accounts.id and m.team_id in (${sql.join(teams, sql`, `)})))`;
}
