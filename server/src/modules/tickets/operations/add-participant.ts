import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { addParticipant as contract } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { insertParticipant } from '../participants.store.ts';
import { demand, lockReadableTicket } from '../tickets.access.ts';
import { applyChange } from '../tickets.changes.ts';
import { participantsFor, requireFitting, visibilityOf } from '../tickets.participants.ts';

/** Adding somebody who takes part already changes nothing. */
export async function addParticipant(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: { readonly accountId: number; readonly role: 'watcher' | 'cc' } },
): Promise<ReplyOf<typeof contract>> {
  const { accountId, role } = input.body;
  const ticket = await lockReadableTicket(ctx, input.params.id);
  demand(ctx, 'addParticipants', ticket);
  await requireFitting(ctx, ticket, accountId, role);
  const row = { ticketId: ticket.id, accountId, role, addedBy: ctx.actor.accountId, createdAt: ctx.occurredAt };
  if (accountId !== ticket.contactId && (await insertParticipant(ctx.tx, row))) {
    const people = [...ticket.people, { accountId, role }];
    await applyChange(
      ctx,
      { ...ticket, people },
      { participants: { visibility: visibilityOf(role), changes: { participants: [null, accountId] } } },
    );
  }
  return participantsFor(ctx, ticket.id);
}
