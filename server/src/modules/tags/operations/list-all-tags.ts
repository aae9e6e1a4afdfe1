import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { manage } from '@portico/contracts/tags/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { checkMayManageTags } from '../tags.policy.ts';
import { countTags, listTagRows } from '../tags.reads.ts';

export async function listAllTags(ctx: Ctx, input: InputOf<typeof manage>): Promise<ReplyOf<typeof manage>> {
  checkMayManageTags(ctx.actor);
  const { q, type, limit, cursor, count } = input.query;
  const filter = { q, type, limit: limit ?? 25, cursor };
  const page = await listTagRows(ctx.tx, filter);
  return count ? { ...page, total: await countTags(ctx.tx, filter) } : page;
}
