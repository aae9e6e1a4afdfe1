import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { addParticipant } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/errors.ts';
import { personRefs } from '../accounts/index.ts';
import { findCompany } from '../companies/index.ts';
import { findContact } from '../contacts/index.ts';
import { findTech } from '../techs/index.ts';
import { listParticipants, type Role } from './participants.store.ts';
import { mayBeAssigned, type Visibility } from './tickets.rules.ts';
import type { TicketWithPeople } from './tickets.store.ts';

/** Who watches from the provider's side is not told to contacts. */
export const visibilityOf = (role: Role): Visibility => (role === 'watcher' ? 'internal' : 'public');

export const notAllowed = (detail: string) => new Refusal(422, 'participant.notAllowed', detail);

/** Copies go to active colleagues of the ticket's own company, watching is for techs who may see the ticket. */
export async function requireFitting(ctx: Ctx, ticket: TicketWithPeople, accountId: number, role: 'cc' | 'watcher'): Promise<void> {
  const staff = ctx.actor.audience === 'tech';
  if (role === 'cc') {
    const contact = await findContact(ctx.tx, accountId);
    const fits = contact?.companyId === ticket.companyId && (ctx.actor.kind === 'system' || (contact.active && contact.companyActive));
    // In a catch-all company people are strangers; they must not even learn that the other exists.
    const strangers = ctx.actor.kind === 'contact' && (await findCompany(ctx.tx, ticket.companyId))?.isCatchAll !== false;
    if (!fits || strangers) throw notAllowed('Only active contacts of the ticket’s company can be put in copy.');
    return;
  }
  const tech = staff ? await findTech(ctx.tx, accountId) : null;
  const fits = tech !== null && (ctx.actor.kind === 'system' || mayBeAssigned(tech, ticket));
  if (!fits) throw notAllowed('Only active techs who may see this ticket can watch it.');
}

/** Who takes part, as the actor may know it. */
export async function participantsFor(ctx: Ctx, ticketId: number): Promise<ReplyOf<typeof addParticipant>> {
  const rows = (await listParticipants(ctx.tx, ticketId)).filter((row) => ctx.actor.audience === 'tech' || row.role !== 'watcher');
  const people = await personRefs(
    ctx,
    rows.map((row) => row.accountId),
  );
  return { items: rows.map(({ accountId, role }) => ({ person: people.get(accountId)!, role })) };
}
