import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { deleteCalendar } from '../calendar.store.ts';
import { followCalendar } from '../follow-calendar.ts';

export async function disconnectCalendar(ctx: Ctx): Promise<Record<string, never>> {
  const { accountId } = ctx.actor;
  if (accountId === null || !(await deleteCalendar(ctx.tx, accountId))) throw notFound('calendar');
  await followCalendar(ctx, accountId);
  return {};
}
