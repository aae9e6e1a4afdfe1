import type { listInbox as contract } from '@portico/contracts/email/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listInboxRows } from '../email.reads.ts';
import { requireInbox } from '../inbox/inbox.rules.ts';

export async function listInbox(ctx: Ctx, { query }: Pick<InputOf<typeof contract>, 'query'>): Promise<ReplyOf<typeof contract>> {
  requireInbox(ctx);
  const { items, ...page } = await listInboxRows(ctx.tx, query);
  return { ...page, items: items.map(({ excerpt, ...item }) => item) };
}
