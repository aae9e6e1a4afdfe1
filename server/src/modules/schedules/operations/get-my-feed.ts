import type { MyScheduleFeed } from '@portico/contracts/schedules/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { findFeed } from '../schedules.store.ts';

export async function getMyFeed(ctx: Ctx): Promise<MyScheduleFeed> {
  const row = ctx.actor.accountId === null ? null : await findFeed(ctx.tx, ctx.actor.accountId);
  return { active: row !== null, createdAt: row?.createdAt ?? null, lastReadAt: row?.lastReadAt ?? null };
}
