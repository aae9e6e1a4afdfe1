import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { getWorkspace as contract } from '@portico/contracts/system/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { loadWorkspace, workspaceView } from '../workspace.ts';

export async function getWorkspace(ctx: Ctx): Promise<ReplyOf<typeof contract>> {
  return workspaceView(await loadWorkspace(ctx.tx), ctx.services.config);
}
