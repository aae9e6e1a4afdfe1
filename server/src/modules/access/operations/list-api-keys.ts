import type { listApiKeys as contract } from '@portico/contracts/access/routes.ts';
import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listKeys } from '../api-keys.store.ts';

export async function listApiKeys(ctx: Ctx): Promise<ReplyOf<typeof contract>> {
  return { items: ctx.actor.accountId === null ? [] : await listKeys(ctx.tx, ctx.actor.accountId) };
}
