import type { Actor } from '@portico/contracts/access/actor.ts';
import { inArray, type SQL, sql } from 'drizzle-orm';
import { seesOnlyOwnTeams } from '../techs/index.ts';
import { teams } from './teams.schema.ts';

/** A streamline tech works for one customer and sees his own teams; everybody else of the staff sees all. */
export function teamsSeenBy(actor: Actor): SQL | undefined {
  if (actor.kind !== 'tech' || !seesOnlyOwnTeams(actor)) return undefined;
  return actor.teamIds.length === 0 ? sql`false` : inArray(teams.id, [...actor.teamIds]);
}
