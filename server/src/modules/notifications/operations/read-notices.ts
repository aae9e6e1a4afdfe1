import { isImpersonated } from '@portico/contracts/access/actor.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { readNotices as contract } from '@portico/contracts/notifications/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { markRead } from '../notifications.store.ts';

/** Only one's own; the ids of others are passed over in silence. */
export async function readNotices(ctx: Ctx, { body }: InputOf<typeof contract>): Promise<ReplyOf<typeof contract>> {
  const { accountId } = ctx.actor;
  if (accountId === null || isImpersonated(ctx.actor)) return {};
  const newest = await markRead(ctx.tx, accountId, body.ids, ctx.now);
  if (newest !== null)
    await ctx.emit({ name: 'notice.read', entity: { kind: 'notice', id: newest }, payload: { accountIds: [accountId] } });
  return {};
}
