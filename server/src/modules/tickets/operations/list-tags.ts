import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { listTags as contract } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listTagNames } from '../tags.store.ts';

export const listTags = async (ctx: Ctx, input: Pick<InputOf<typeof contract>, 'query'>): Promise<ReplyOf<typeof contract>> => ({
  items: await listTagNames(ctx.tx, input.query.q),
});
