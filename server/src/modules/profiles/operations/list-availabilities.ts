import type { PersonAvailability } from '@portico/contracts/profiles/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listAvailabilityRows } from '../availability.reads.ts';

export async function listAvailabilities(ctx: Ctx): Promise<{ items: PersonAvailability[] }> {
  // Whose presence is hidden is not among the rows.
  const rows = await listAvailabilityRows(ctx.tx, ctx.actor, ctx.now);
  const here = ctx.services.realtime.attendance?.();
  return { items: rows.map((row) => ({ ...row, presence: here ? (here.get(row.id) ?? 'offline') : null })) };
}
