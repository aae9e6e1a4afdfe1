import type { Ctx } from '../../kernel/context.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { type CommentRow, findComment, lockComment } from './comments.store.ts';
import { factsFor } from './tickets.access.ts';
import { can } from './tickets.policy.ts';
import { findTicket, lockTicket, type TicketWithPeople } from './tickets.store.ts';

export interface CommentOnTicket {
  readonly comment: CommentRow;
  readonly ticket: TicketWithPeople;
}

/** The comment, if the actor may see it: its ticket, and staff only when it is internal. Else 404, whether it exists or not. */
export async function readableComment(ctx: Pick<Ctx, 'actor' | 'tx'>, id: number): Promise<CommentOnTicket> {
  return checked(ctx, await findComment(ctx.tx, id), (ticketId) => findTicket(ctx.tx, ticketId));
}

/** As `readableComment`, ticket and comment locked, in that order like everywhere. */
export async function lockReadableComment(ctx: Pick<Ctx, 'actor' | 'tx'>, id: number): Promise<CommentOnTicket> {
  const found = await findComment(ctx.tx, id);
  const { ticket } = await checked(ctx, found, (ticketId) => lockTicket(ctx.tx, ticketId));
  const comment = await lockComment(ctx.tx, id);
  if (!comment) throw notFound('comment');
  if (ticket.archivedAt !== null)
    throw new Refusal(409, 'ticket.archived', 'This ticket is archived. Nothing was changed; restore it first.');
  return { comment, ticket };
}

async function checked(
  ctx: Pick<Ctx, 'actor'>,
  comment: CommentRow | null,
  ticketOf: (id: number) => Promise<TicketWithPeople | null>,
): Promise<CommentOnTicket> {
  const ticket = comment && (await ticketOf(comment.ticketId));
  if (!comment || !ticket) throw notFound('comment');
  if (!can(ctx.actor, comment.visibility === 'internal' ? 'readInternal' : 'read', factsFor(ctx, ticket))) throw notFound('comment');
  return { comment, ticket };
}
