import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { create } from '@portico/contracts/teams/routes.ts';
import type { Team } from '@portico/contracts/teams/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { insertTeam, replaceMembers } from '../teams.store.ts';
import { getTeam } from './get-team.ts';

export async function createTeam(ctx: Ctx, input: { readonly body: BodyOf<typeof create> }): Promise<Team> {
  const { members = [], ...values } = input.body;
  const id = await insertTeam(ctx.tx, values, ctx.occurredAt);
  await replaceMembers(ctx.tx, id, members);
  await ctx.emit({ name: 'team.created', entity: { kind: 'team', id, version: 1 }, payload: {} });
  return getTeam(ctx, { params: { id } });
}
