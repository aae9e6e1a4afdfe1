import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { listNotices as contract } from '@portico/contracts/notifications/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { countUnread, listNoticeRows } from '../notifications.store.ts';

export async function listNotices(ctx: Ctx, { query }: InputOf<typeof contract>): Promise<ReplyOf<typeof contract>> {
  const { accountId } = ctx.actor;
  if (accountId === null) return { items: [], next: null, unread: 0 };
  return { ...(await listNoticeRows(ctx.tx, accountId, query)), unread: await countUnread(ctx.tx, accountId) };
}
