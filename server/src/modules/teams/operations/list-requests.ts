import type { JoinRequests } from '@portico/contracts/teams/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { requestViews } from '../request-views.ts';

export async function listRequests(ctx: Ctx): Promise<JoinRequests> {
  return requestViews(ctx);
}
