import { isImpersonated } from '@portico/contracts/access/actor.ts';
import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { getDraft as contract } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { findDraft } from '../drafts.store.ts';

/** Only ever one's own. */
export const getDraft = async (ctx: Ctx, input: { readonly params: { readonly key: string } }): Promise<ReplyOf<typeof contract>> =>
  ctx.actor.accountId === null || isImpersonated(ctx.actor) ? null : findDraft(ctx.tx, ctx.actor.accountId, input.params.key);
