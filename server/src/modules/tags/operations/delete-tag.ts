import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { remove } from '@portico/contracts/tags/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { checkMayManageTags } from '../tags.policy.ts';
import { deleteTag as deleteTagRow, lockTags } from '../tags.store.ts';

export async function deleteTag(ctx: Ctx, input: Pick<InputOf<typeof remove>, 'params'>): Promise<ReplyOf<typeof remove>> {
  checkMayManageTags(ctx.actor);
  const [before] = await lockTags(ctx.tx, [input.params.id]);
  if (!before) throw notFound('tag');
  await deleteTagRow(ctx.tx, before.id);
  await ctx.emit({ name: 'tag.deleted', entity: { kind: 'tag', id: before.id }, payload: {} });
  return {};
}
