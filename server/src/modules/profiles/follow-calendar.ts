import type { Ctx } from '../../kernel/context.ts';
import { lockAvailability } from '../techs/index.ts';
import { stateBy } from './calendar.rules.ts';
import { calendarNow } from './calendar.store.ts';
import { changeAvailability } from './change-availability.ts';

/** Brings somebody's state to what the calendar says now, unless a state set by hand says otherwise. */
export async function followCalendar(ctx: Ctx, techId: number): Promise<void> {
  const before = await lockAvailability(ctx.tx, techId);
  if (!before) return;
  await changeAvailability(ctx, techId, before, stateBy(before, await calendarNow(ctx.tx, techId, ctx.now), ctx.now));
}
