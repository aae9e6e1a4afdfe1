import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { createTag } from '@portico/contracts/rights/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { findTagRow, insertTag } from '../group-tags.store.ts';

type View = ReplyOf<typeof createTag, 'tech'>;

export async function createGroupTag(ctx: Ctx, { body }: { readonly body: BodyOf<typeof createTag> }): Promise<View> {
  const id = await insertTag(ctx.tx, { name: body.name.trim(), description: body.description ?? '' }, ctx.now);
  await ctx.emit({ name: 'groupTag.changed', entity: { kind: 'group-tag', id, version: 1 }, payload: {} });
  return (await findTagRow(ctx.tx, id))!;
}
