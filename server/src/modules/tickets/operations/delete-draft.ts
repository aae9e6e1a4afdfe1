import { isImpersonated } from '@portico/contracts/access/actor.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { deleteDraftRow } from '../drafts.store.ts';

export async function deleteDraft(ctx: Ctx, input: { readonly params: { readonly key: string } }): Promise<Record<string, never>> {
  if (ctx.actor.accountId !== null && !isImpersonated(ctx.actor)) await deleteDraftRow(ctx.tx, ctx.actor.accountId, input.params.key);
  return {};
}
