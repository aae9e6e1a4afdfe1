import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { update } from '@portico/contracts/teams/routes.ts';
import type { Team } from '@portico/contracts/teams/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { lockTeam, replaceMembers, updateTeamRow } from '../teams.store.ts';
import { getTeam } from './get-team.ts';

export async function updateTeam(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof update> },
): Promise<Team> {
  const { id } = input.params;
  const before = await lockTeam(ctx.tx, id);
  if (!before) throw notFound('team');
  expectVersion(ctx, before.version);
  const { members, ...values } = input.body;
  await updateTeamRow(ctx.tx, id, values, ctx.now);
  if (members) await replaceMembers(ctx.tx, id, members);
  await ctx.emit({ name: 'team.changed', entity: { kind: 'team', id, version: before.version + 1 }, payload: {} });
  return getTeam(ctx, input);
}
