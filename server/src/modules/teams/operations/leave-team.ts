import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { leave } from '@portico/contracts/teams/routes.ts';
import type { Team } from '@portico/contracts/teams/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { newLeadAfter } from '../requests.rules.ts';
import { listMembers, makeLead, removeMember, touchTeam } from '../requests.store.ts';
import { lockTeam } from '../teams.store.ts';
import { getTeam } from './get-team.ts';

/** Under the team's lock: of two leads who leave at once the second must hand over. */
export async function leaveTeam(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof leave> },
): Promise<Team> {
  const { accountId } = ctx.actor;
  const team = await lockTeam(ctx.tx, input.params.id);
  if (!team || accountId === null) throw notFound('team');
  const members = await listMembers(ctx.tx, team.id);
  if (!members.some((one) => one.techId === accountId)) throw new Refusal(409, 'team.notMember', 'You are not in this team.');
  const lead = newLeadAfter(members, accountId, input.body.newLeadId);
  if (lead !== null) await makeLead(ctx.tx, team.id, lead);
  await removeMember(ctx.tx, team.id, accountId);
  await touchTeam(ctx.tx, team.id, ctx.now);
  await ctx.emit({ name: 'team.changed', entity: { kind: 'team', id: team.id, version: team.version + 1 }, payload: {} });
  await ctx.emit({ name: 'account.accessChanged', entity: { kind: 'tech', id: accountId }, payload: { accountIds: [accountId] } });
  return getTeam(ctx, input);
}
