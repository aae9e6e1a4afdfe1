import type { Actor } from '@portico/contracts/access/actor.ts';
import { TICKET_ACTIONS, type TicketAction } from '@portico/contracts/rights/verdicts.ts';
import type { Ctx } from '../../kernel/context.ts';
import { findRow } from './list.reads.ts';
import { factsFor } from './tickets.access.ts';
import { type Verdict, verdictsOf } from './tickets.policy.ts';
import { findTicket } from './tickets.store.ts';

/** What the policy says of somebody else and a ticket, rule by rule. Null when who asks may not see the ticket himself. */
export async function explainTicket(
  ctx: Ctx,
  number: number,
  actor: Actor,
): Promise<{
  readonly ticket: { readonly id: number; readonly number: number; readonly title: string };
  readonly verdicts: Readonly<Record<TicketAction, readonly Verdict[]>>;
} | null> {
  const row = await findRow(ctx, 'number', number);
  const ticket = row && (await findTicket(ctx.tx, row.ticket.id));
  if (!ticket) return null;
  const facts = factsFor({ actor }, ticket);
  const verdicts = Object.fromEntries(TICKET_ACTIONS.map((action) => [action, verdictsOf(actor, action, facts)]));
  return {
    ticket: { id: ticket.id, number: ticket.number, title: ticket.title },
    verdicts: verdicts as Record<TicketAction, readonly Verdict[]>,
  };
}
