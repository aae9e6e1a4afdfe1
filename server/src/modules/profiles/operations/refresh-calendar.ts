import type { MyCalendar } from '@portico/contracts/profiles/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { noteWish } from '../calendar.store.ts';
import { FETCH_JOB } from '../profiles.jobs.ts';
import { getMyCalendar } from './get-my-calendar.ts';

export async function refreshCalendar(ctx: Ctx): Promise<MyCalendar> {
  const { accountId } = ctx.actor;
  if (accountId === null || !(await noteWish(ctx.tx, accountId))) throw notFound('calendar');
  await ctx.services.jobs.send(ctx.tx, FETCH_JOB, { techId: accountId }, { singletonKey: `tech:${accountId}` });
  return getMyCalendar(ctx);
}
