import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { createTag, updateTag } from '@portico/contracts/rights/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { findTagRow, updateTagRow } from '../group-tags.store.ts';

type View = ReplyOf<typeof createTag, 'tech'>;

export async function updateGroupTag(
  ctx: Ctx,
  { params: { id }, body }: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof updateTag> },
): Promise<View> {
  if (!(await findTagRow(ctx.tx, id))) throw notFound('groupTag');
  await updateTagRow(ctx.tx, id, body.name === undefined ? body : { ...body, name: body.name.trim() }, ctx.now);
  const row = (await findTagRow(ctx.tx, id))!;
  await ctx.emit({ name: 'groupTag.changed', entity: { kind: 'group-tag', id, version: row.version }, payload: {} });
  return row;
}
