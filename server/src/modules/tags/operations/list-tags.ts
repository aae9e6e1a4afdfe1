import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { listTags as contract } from '@portico/contracts/tags/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listSuggestions } from '../tags.reads.ts';
import { suggestedTypes } from '../tags.rules.ts';

export async function listTags(ctx: Ctx, input: Pick<InputOf<typeof contract>, 'query'>): Promise<ReplyOf<typeof contract>> {
  const { q, for: place } = input.query;
  return { items: await listSuggestions(ctx.tx, q, place ? suggestedTypes(place) : null) };
}
