import type { TicketItemForContact } from '@portico/contracts/tickets/shapes.ts';
import type { TFunction } from 'i18next';
import { shortName } from '../../lib/names.ts';

type Told = Pick<TicketItemForContact, 'turn' | 'assignee' | 'status'>;
export type Standing = 'you' | 'working' | 'soon' | 'other' | 'approval' | 'scheduled' | 'solved' | 'closed';

/** Where a ticket stands, from whose turn it is; the queue's own status names mean nothing to contacts. */
export function standingOf({ turn, status }: Told): Standing {
  if (turn === 'done') return status.kind === 'resolved' ? 'solved' : 'closed';
  if (turn === 'us') return status.kind === 'new' ? 'soon' : 'working';
  return turn;
}

/** "With Sam, waiting for you": who has it and whose turn it is, in one sentence. */
export function statusSentence(ticket: Told, t: TFunction<'client'>): string {
  const name = ticket.assignee ? shortName(ticket.assignee.name) : '';
  const standing = standingOf(ticket);
  return name ? t(`status.${standing}.with`, { name }) : t(`status.${standing}.alone`);
}

/** The second line of the ticket page: what happens now, or what to do. */
export function statusAdvice(ticket: Told, t: TFunction<'client'>): string {
  const name = ticket.assignee ? shortName(ticket.assignee.name) : '';
  const standing = standingOf(ticket);
  return name ? t(`advice.${standing}.with`, { name }) : t(`advice.${standing}.alone`);
}

const SHAPES = {
  you: 'waiting-you',
  working: 'progress',
  soon: 'new',
  other: 'waiting-other',
  approval: 'approval',
  scheduled: 'scheduled',
  solved: 'resolved',
  closed: 'closed',
} as const satisfies Record<Standing, TicketItemForContact['status']['kind']>;

/** The shape that goes with the sentence; it follows the turn, which knows who answered last. */
export const shapeOf = (ticket: Told): (typeof SHAPES)[Standing] => SHAPES[standingOf(ticket)];
