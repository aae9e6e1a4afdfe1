import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { removeParticipant as contract } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { deleteParticipant, listParticipants, type Role } from '../participants.store.ts';
import { demand, lockReadableTicket } from '../tickets.access.ts';
import { applyChange } from '../tickets.changes.ts';
import { notAllowed, participantsFor, visibilityOf } from '../tickets.participants.ts';

/** Oneself always; others by staff or by who added them. The owner stays. */
export async function removeParticipant(
  ctx: Ctx,
  input: { readonly params: { readonly id: number; readonly accountId: number }; readonly query?: { readonly role?: Role } },
): Promise<ReplyOf<typeof contract>> {
  const { id, accountId } = input.params;
  const role = input.query?.role;
  const staff = ctx.actor.audience === 'tech';
  const ticket = await lockReadableTicket(ctx, id);
  demand(ctx, 'addParticipants', ticket);
  const found = (await listParticipants(ctx.tx, id))
    .filter((row) => row.accountId === accountId && (role === undefined || row.role === role) && (staff || row.role !== 'watcher'))
    .sort((a, b) => Number(a.role === 'owner') - Number(b.role === 'owner'))[0];
  if (!found) throw notFound('participant');
  if (found.role === 'owner') throw notAllowed('The person a ticket is for stays with it. Staff can choose another contact instead.');
  const me = ctx.actor.accountId;
  if (!staff && accountId !== me && found.addedBy !== me) throw notAllowed('You can remove yourself and the people you added.');
  await deleteParticipant(ctx.tx, id, accountId, found.role);
  const visibility = visibilityOf(found.role);
  // The one who left still hears of it, so that his open page closes; then his right to listen is judged anew.
  await applyChange(ctx, ticket, { participants: { visibility, changes: { participants: [accountId, null] } } });
  ctx.services.realtime.evict({ accountId, room: `ticket:${id}` });
  return participantsFor(ctx, id);
}
