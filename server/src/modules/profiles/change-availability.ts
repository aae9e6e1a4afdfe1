import type { Ctx } from '../../kernel/context.ts';
import { type AvailabilityRow, availabilityAt, saveAvailability } from '../techs/index.ts';

/** Writes a locked state down. What follows from it (handing over, the catch-up) hears of it by the event, once per change of state. */
export async function changeAvailability(ctx: Ctx, techId: number, before: AvailabilityRow, after: AvailabilityRow): Promise<void> {
  const same =
    before.availability === after.availability &&
    before.availabilityUntil === after.availabilityUntil &&
    before.availabilityBy === after.availabilityBy;
  if (same) return;
  await saveAvailability(ctx.tx, techId, after, ctx.now);
  // The stored states, not the ones of this moment: a state that ran out is left now, when it is written down.
  await ctx.emit({
    name: 'availability.changed',
    entity: { kind: 'availability', id: techId },
    payload: { from: before.availability, to: availabilityAt(after, ctx.now) },
  });
}
