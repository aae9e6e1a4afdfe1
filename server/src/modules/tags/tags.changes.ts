import type { Tag } from '@portico/contracts/tags/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { invalidField, notFound } from '../../kernel/errors.ts';
import { findTag } from './tags.reads.ts';
import { cleanTags } from './tags.rules.ts';

/** Reports a tag that was written and reads it back with its use. */
export async function told(ctx: Ctx, id: number): Promise<Tag> {
  const tag = await findTag(ctx.tx, id);
  if (!tag) throw notFound('tag');
  await ctx.emit({ name: 'tag.changed', entity: { kind: 'tag', id, version: tag.version }, payload: {} });
  return tag;
}

export function tagName(typed: string): string {
  const [name] = cleanTags([typed]);
  if (!name) throw invalidField('name', 'name.empty', 'Enter a name that can be read.');
  return name;
}
