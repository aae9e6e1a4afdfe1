import { isImpersonated } from '@portico/contracts/access/actor.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { readableTicket } from '../tickets.access.ts';
import { saveSeen } from '../timeline.store.ts';

/** Up to an entry (default the newest), or back to unread. Only a mark that moved is told to one's other screens. */
export async function markRead(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: { readonly seq?: number; readonly unread?: boolean } },
): Promise<Record<string, never>> {
  const ticket = await readableTicket(ctx, input.params.id);
  const { accountId } = ctx.actor;
  if (accountId === null || isImpersonated(ctx.actor)) return {};
  const newest = ctx.actor.audience === 'contact' ? ticket.publicSeq : ticket.seq;
  const seq = input.body.unread ? newest - 1 : Math.min(input.body.seq ?? ticket.seq, ticket.seq);
  const moved = await saveSeen(ctx.tx, accountId, ticket.id, seq, ctx.now, { lower: input.body.unread === true });
  if (moved) await ctx.emit({ name: 'ticket.read', entity: { kind: 'ticket', id: ticket.id }, payload: { accountId } });
  return {};
}
