import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { listTags } from '@portico/contracts/rights/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listTagRows } from '../group-tags.store.ts';

export const listGroupTags = (ctx: Ctx, { query }: InputOf<typeof listTags>): Promise<ReplyOf<typeof listTags, 'tech'>> =>
  listTagRows(ctx.tx, query.limit ?? 25, query.cursor);
