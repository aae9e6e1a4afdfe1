import type { Ctx } from '../../../kernel/context.ts';
import { demand, lockReadableTicket } from '../tickets.access.ts';
import { applyChange } from '../tickets.changes.ts';
import { emitFact } from '../tickets.events.ts';

/** Hides it from contacts and lists; nothing is deleted. Archiving twice changes nothing. */
export async function archiveTicket(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<Record<string, never>> {
  const ticket = await lockReadableTicket(ctx, input.params.id);
  if (ticket.archivedAt !== null) return {};
  demand(ctx, 'archive', ticket);
  const columns = { archivedAt: ctx.occurredAt, archivedBy: ctx.actor.accountId };
  const after = await applyChange(ctx, ticket, { columns, changes: { archived: [false, true] } });
  await emitFact(ctx, 'ticket.archived', after, true);
  return {};
}
