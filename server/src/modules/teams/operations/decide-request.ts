import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { decideRequest as contract } from '@portico/contracts/teams/routes.ts';
import type { JoinRequests } from '@portico/contracts/teams/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { forbidden, notFound, Refusal } from '../../../kernel/errors.ts';
import { requestViews } from '../request-views.ts';
import { decidesAll, mayDecide } from '../requests.rules.ts';
import { addMember, listMembers, lockRequest, settleRequest, touchTeam } from '../requests.store.ts';
import { lockTeam } from '../teams.store.ts';

export async function decideRequest(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof contract> },
): Promise<JoinRequests> {
  const request = await lockRequest(ctx.tx, input.params.id);
  const team = request && (await lockTeam(ctx.tx, request.teamId));
  if (!request || !team) throw notFound('teamRequest');
  const { actor } = ctx;
  const members = await listMembers(ctx.tx, team.id);
  if (!mayDecide(actor, members, request.techId)) {
    // A colleague of neither side does not learn that somebody asked.
    if (!decidesAll(actor) && actor.accountId !== request.techId) throw notFound('teamRequest');
    throw forbidden('teamRequest.notYours', 'Another lead or an administrator decides about your own request. Nothing was changed.');
  }
  if (request.state !== 'pending') throw decided();
  const reason = input.body.reason?.trim() ?? '';
  if (!input.body.approve && reason === '') {
    throw new Refusal(422, 'teamRequest.reasonNeeded', 'Say why, so that the person understands it. Nothing was decided.', {
      fields: [{ path: 'reason', code: 'required', message: 'Say why.' }],
    });
  }
  const state = input.body.approve ? 'approved' : 'denied';
  await settleRequest(ctx.tx, request.id, { state, reason, decidedBy: actor.accountId, decidedAt: ctx.now });
  if (input.body.approve) {
    await addMember(ctx.tx, team.id, request.techId);
    await touchTeam(ctx.tx, team.id, ctx.now);
    await ctx.emit({ name: 'team.changed', entity: { kind: 'team', id: team.id, version: team.version + 1 }, payload: {} });
    await ctx.emit({
      name: 'account.accessChanged',
      entity: { kind: 'tech', id: request.techId },
      payload: { accountIds: [request.techId] },
    });
  }
  await ctx.emit({
    name: input.body.approve ? 'team.joinApproved' : 'team.joinDenied',
    entity: { kind: 'team-request', id: request.id },
    payload: { teamId: team.id, techId: request.techId },
  });
  return requestViews(ctx);
}

const decided = () => new Refusal(409, 'teamRequest.decided', 'This request was decided or withdrawn meanwhile. Nothing was changed.');
