import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { create } from '@portico/contracts/tags/routes.ts';
import type { Tag } from '@portico/contracts/tags/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { tagName, told } from '../tags.changes.ts';
import { checkMayManageTags } from '../tags.policy.ts';
import { insertTag } from '../tags.store.ts';

export async function createTag(ctx: Ctx, input: Pick<InputOf<typeof create>, 'body'>): Promise<Tag> {
  checkMayManageTags(ctx.actor);
  return told(ctx, await insertTag(ctx.tx, { name: tagName(input.body.name), type: input.body.type }));
}
