import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { demand, lockReadableTicket } from '../tickets.access.ts';
import { applyChange } from '../tickets.changes.ts';
import { emitFact } from '../tickets.events.ts';
import { getTicket } from './get-ticket.ts';

/** Restoring what is not archived changes nothing. */
export async function restoreTicket(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<TicketForTech> {
  const ticket = await lockReadableTicket(ctx, input.params.id);
  expectVersion(ctx, ticket.version);
  if (ticket.archivedAt !== null) {
    demand(ctx, 'restore', ticket);
    const after = await applyChange(ctx, ticket, { columns: { archivedAt: null, archivedBy: null }, changes: { archived: [true, false] } });
    await emitFact(ctx, 'ticket.restored', after, true);
  }
  return (await getTicket(ctx, input)) as TicketForTech;
}
