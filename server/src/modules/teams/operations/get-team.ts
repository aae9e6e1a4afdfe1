import type { Team } from '@portico/contracts/teams/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { teamViews } from '../team-views.ts';
import { teamsSeenBy } from '../teams.policy.ts';
import { getTeamRow } from '../teams.reads.ts';

export async function getTeam(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<Team> {
  const row = await getTeamRow(ctx.tx, input.params.id, teamsSeenBy(ctx.actor));
  const [team] = row ? await teamViews(ctx, [row]) : [];
  if (!team) throw notFound('team');
  return team;
}
