import type { Team } from '@portico/contracts/teams/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { teamViews } from '../team-views.ts';
import { teamsSeenBy } from '../teams.policy.ts';
import { listTeamRows } from '../teams.reads.ts';

export async function listTeams(ctx: Ctx): Promise<{ items: Team[] }> {
  return { items: await teamViews(ctx, await listTeamRows(ctx.tx, teamsSeenBy(ctx.actor))) };
}
