import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { update } from '@portico/contracts/tags/routes.ts';
import type { Tag } from '@portico/contracts/tags/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { tagName, told } from '../tags.changes.ts';
import { checkMayManageTags } from '../tags.policy.ts';
import { lockTags, updateTagRow } from '../tags.store.ts';

export async function updateTag(ctx: Ctx, input: Pick<InputOf<typeof update>, 'body' | 'params'>): Promise<Tag> {
  checkMayManageTags(ctx.actor);
  const [before] = await lockTags(ctx.tx, [input.params.id]);
  if (!before) throw notFound('tag');
  expectVersion(ctx, before.version);
  const { name, type } = input.body;
  await updateTagRow(ctx.tx, before.id, { ...(name === undefined ? {} : { name: tagName(name) }), ...(type ? { type } : {}) });
  return told(ctx, before.id);
}
