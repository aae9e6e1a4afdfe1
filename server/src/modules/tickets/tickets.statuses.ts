import type { Actor } from '@portico/contracts/access/actor.ts';
import type { Ctx } from '../../kernel/context.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { type ServiceDesk, type Status, statusFor } from '../service-desk/index.ts';
import type { TicketChange } from './tickets.changes.ts';
import type { TicketRow } from './tickets.store.ts';

type Placed = Pick<TicketRow, 'queueId' | 'statusId' | 'isClosed'>;

/** Row and timeline of a new status; closing and reopening follow from its kind. Null when it is the one the ticket has. */
export function statusChange(ctx: Pick<Ctx, 'occurredAt'>, ticket: Placed, status: Status): Pick<TicketChange, 'columns' | 'changes'> {
  if (status.id === ticket.statusId) return {};
  return { columns: statusColumns(ctx, ticket, status), changes: { status: [ticket.statusId, status.id] } };
}

export const statusColumns = (ctx: Pick<Ctx, 'occurredAt'>, ticket: Placed, status: Status) => ({
  statusId: status.id,
  isClosed: status.isClosed,
  ...(status.isClosed === ticket.isClosed ? {} : { closedAt: status.isClosed ? ctx.occurredAt : null }),
});

/**
 * What a comment does to the status (product.md 6.2): a customer's update sets the updated status of the queue, nothing when none
 * is configured; staff may choose one. Lists per queue are soft, so any status will do.
 */
export function statusAfterComment(actor: Actor, desk: ServiceDesk, ticket: Placed, chosen: number | undefined): Status | null {
  if (actor.kind === 'contact') return statusFor(desk, ticket.queueId, 'updated');
  return chosen === undefined ? null : requireStatus(desk, chosen);
}

export function requireStatus(desk: ServiceDesk, id: number): Status {
  const status = desk.statuses.find((one) => one.id === id);
  if (!status) throw notFound('status');
  return status;
}

/** The status that closing or reopening sets: the queue's, else the default one, else the first that fits. */
export function statusForAction(desk: ServiceDesk, ticket: Placed, action: 'closed' | 'reopened'): Status {
  const status = statusFor(desk, ticket.queueId, action);
  if (status && status.isClosed === (action === 'closed')) return status;
  const fitting = desk.statuses.find((one) => one.active && one.isClosed === (action === 'closed'));
  if (!fitting) throw new Refusal(409, 'status.missing', 'No status is set up for this. An administrator must create one.');
  return fitting;
}
