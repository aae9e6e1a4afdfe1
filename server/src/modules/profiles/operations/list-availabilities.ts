import type { PersonAvailability } from '@portico/contracts/profiles/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listAvailabilityRows } from '../availability.reads.ts';

export async function listAvailabilities(ctx: Ctx): Promise<{ items: PersonAvailability[] }> {
  return { items: await listAvailabilityRows(ctx.tx, ctx.actor, ctx.now) };
}
