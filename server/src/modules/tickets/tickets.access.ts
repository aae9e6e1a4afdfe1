import type { Ctx } from '../../kernel/context.ts';
import { forbidden, notFound, Refusal } from '../../kernel/errors.ts';
import { can, type TicketAction, type TicketFacts } from './tickets.policy.ts';
import { findTicket, lockTicket, type TicketWithPeople } from './tickets.store.ts';

export const factsFor = (ctx: Pick<Ctx, 'actor'>, ticket: TicketWithPeople): TicketFacts => ({
  companyId: ticket.companyId,
  contactId: ticket.contactId,
  queueId: ticket.queueId,
  contactGroupId: ticket.contactGroupId,
  categoryId: ticket.categoryId,
  isClosed: ticket.isClosed,
  isArchived: ticket.archivedAt !== null,
  takesPart: ticket.people.some((one) => one.accountId === ctx.actor.accountId),
  awaitsApproval: ticket.awaitsApproval,
  ownerTagIds: ticket.ownerTagIds,
});

/** The ticket, if the actor may see it; else 404, whether it exists or not. */
export async function readableTicket(ctx: Pick<Ctx, 'actor' | 'tx'>, id: number): Promise<TicketWithPeople> {
  const ticket = await findTicket(ctx.tx, id);
  if (!ticket || !can(ctx.actor, 'read', factsFor(ctx, ticket))) throw notFound('ticket');
  return ticket;
}

/** As `readableTicket`, locked until the transaction ends. */
export async function lockReadableTicket(ctx: Pick<Ctx, 'actor' | 'tx'>, id: number): Promise<TicketWithPeople> {
  const ticket = await lockTicket(ctx.tx, id);
  if (!ticket || !can(ctx.actor, 'read', factsFor(ctx, ticket))) throw notFound('ticket');
  return ticket;
}

/** Refuses an action with the reason that lies in the ticket, else with a plain 403. */
export function demand(ctx: Pick<Ctx, 'actor'>, action: TicketAction, ticket: TicketWithPeople): void {
  if (can(ctx.actor, action, factsFor(ctx, ticket))) return;
  if (ticket.archivedAt !== null)
    throw new Refusal(409, 'ticket.archived', 'This ticket is archived. Nothing was changed; restore it first.');
  if (ticket.isClosed && (action === 'comment' || action === 'close')) {
    throw new Refusal(
      409,
      'ticket.closed',
      action === 'close' ? 'This ticket is closed already.' : 'This ticket is closed. Reopen it to write a comment.',
    );
  }
  if (!ticket.isClosed && action === 'reopen') throw new Refusal(409, 'ticket.open', 'This ticket is open already.');
  throw forbidden('ticket.notAllowed', 'You may see this ticket, but not do this with it.');
}
