import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { merge } from '@portico/contracts/tags/routes.ts';
import type { Tag } from '@portico/contracts/tags/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { told } from '../tags.changes.ts';
import { checkMayManageTags } from '../tags.policy.ts';
import { lockTags, moveTag } from '../tags.store.ts';

export async function mergeTag(ctx: Ctx, input: Pick<InputOf<typeof merge>, 'body' | 'params'>): Promise<Tag> {
  checkMayManageTags(ctx.actor);
  const [fromId, intoId] = [input.params.id, input.body.intoId];
  if (fromId === intoId) throw new Refusal(422, 'tag.mergeSelf', 'A tag cannot be merged into itself. Choose another one.');
  if ((await lockTags(ctx.tx, [fromId, intoId])).length < 2) throw notFound('tag');
  await moveTag(ctx.tx, fromId, intoId);
  await ctx.emit({ name: 'tag.deleted', entity: { kind: 'tag', id: fromId }, payload: { intoId } });
  return told(ctx, intoId);
}
