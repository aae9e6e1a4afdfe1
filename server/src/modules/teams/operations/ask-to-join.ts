import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { askToJoin as contract } from '@portico/contracts/teams/routes.ts';
import type { JoinRequests } from '@portico/contracts/teams/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { requestViews } from '../request-views.ts';
import { insertRequest, isMember } from '../requests.store.ts';
import { lockTeam } from '../teams.store.ts';

export async function askToJoin(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof contract> },
): Promise<JoinRequests> {
  const { accountId } = ctx.actor;
  // Under the team's lock: a decision and a change of members take it too, so nobody asks for what he just got.
  const team = await lockTeam(ctx.tx, input.params.id);
  if (!team || accountId === null) throw notFound('team');
  if (!team.active) throw new Refusal(409, 'team.archived', 'This team is disabled and takes nobody in.');
  if (await isMember(ctx.tx, team.id, accountId)) throw new Refusal(409, 'team.alreadyMember', 'You are in this team already.');
  const id = await insertRequest(ctx.tx, team.id, accountId, input.body.message?.trim() ?? '', ctx.now);
  await ctx.emit({ name: 'team.joinRequested', entity: { kind: 'team-request', id }, payload: { teamId: team.id, techId: accountId } });
  return requestViews(ctx);
}
