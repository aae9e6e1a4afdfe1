import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { deleteFeed } from '../schedules.store.ts';

export async function revokeMyFeed(ctx: Ctx): Promise<Record<string, never>> {
  const { accountId } = ctx.actor;
  if (accountId === null || !(await deleteFeed(ctx.tx, accountId))) throw notFound('scheduleFeed');
  return {};
}
