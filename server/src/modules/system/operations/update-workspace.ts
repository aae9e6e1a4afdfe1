import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { updateWorkspace as contract } from '@portico/contracts/system/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { setSetting } from '../../settings/index.ts';
import { loadWorkspace, WORKSPACE_KEY, workspaceView } from '../workspace.ts';

export async function updateWorkspace(ctx: Ctx, input: { readonly body: BodyOf<typeof contract> }): Promise<ReplyOf<typeof contract>> {
  const workspace = { ...(await loadWorkspace(ctx.tx)), ...input.body };
  await setSetting(ctx, WORKSPACE_KEY, workspace);
  return workspaceView(workspace, ctx.services.config);
}
