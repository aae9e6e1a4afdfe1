import type { TicketItemForContact, TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { personRefs } from '../accounts/index.ts';
import { listRowsById } from './list.reads.ts';
import { itemForContact, itemForTech, peopleIn } from './tickets.views.ts';

/** List rows of these tickets in the order of the ids, as far as the actor may see them; for other modules' results. */
export async function ticketItems(ctx: Ctx, ids: readonly number[]): Promise<(TicketItemForContact | TicketItemForTech)[]> {
  if (ids.length === 0) return [];
  const rows = new Map((await listRowsById(ctx, ids)).map((row) => [row.ticket.id, row]));
  const people = await personRefs(ctx, peopleIn([...rows.values()]));
  const view = ctx.actor.audience === 'contact' ? itemForContact : itemForTech;
  return ids.flatMap((id) => (rows.has(id) ? [view(rows.get(id)!, people)] : []));
}
