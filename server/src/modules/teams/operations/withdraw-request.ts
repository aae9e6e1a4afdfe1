import type { JoinRequests } from '@portico/contracts/teams/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { requestViews } from '../request-views.ts';
import { lockRequest, settleRequest } from '../requests.store.ts';

export async function withdrawRequest(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<JoinRequests> {
  const request = await lockRequest(ctx.tx, input.params.id);
  if (!request || request.techId !== ctx.actor.accountId) throw notFound('teamRequest');
  if (request.state !== 'pending')
    throw new Refusal(409, 'teamRequest.decided', 'This request was decided meanwhile. Nothing was changed.');
  await settleRequest(ctx.tx, request.id, { state: 'withdrawn', reason: '', decidedBy: request.techId, decidedAt: ctx.now });
  const payload = { teamId: request.teamId, techId: request.techId };
  await ctx.emit({ name: 'team.joinWithdrawn', entity: { kind: 'team-request', id: request.id }, payload });
  return requestViews(ctx);
}
