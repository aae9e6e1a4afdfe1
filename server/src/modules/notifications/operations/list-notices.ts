import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { listNotices as contract } from '@portico/contracts/notifications/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import type { VisibleNotices } from '../notifications.policy.ts';
import { countUnread, listNoticeRows } from '../notifications.store.ts';

/** A notice names its ticket: who lost the right to read that one neither sees nor counts the notice any more. */
export const listNotices =
  (visible: VisibleNotices) =>
  async (ctx: Ctx, { query }: InputOf<typeof contract>): Promise<ReplyOf<typeof contract>> => {
    const { accountId } = ctx.actor;
    if (accountId === null) return { items: [], next: null, unread: 0 };
    const readable = visible(ctx.actor);
    return { ...(await listNoticeRows(ctx.tx, accountId, readable, query)), unread: await countUnread(ctx.tx, accountId, readable) };
  };
