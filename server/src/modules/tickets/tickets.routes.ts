import * as contract from '@portico/contracts/tickets/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { addComment } from './operations/add-comment.ts';
import { closeTicket } from './operations/close-ticket.ts';
import { createTicket } from './operations/create-ticket.ts';
import { getTicket } from './operations/get-ticket.ts';
import { getTimeline } from './operations/get-timeline.ts';
import { listTickets } from './operations/list-tickets.ts';
import { reopenTicket } from './operations/reopen-ticket.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.list, listTickets),
  handle(contract.get, getTicket),
  handle(contract.create, createTicket),
  handle(contract.close, closeTicket),
  handle(contract.reopen, reopenTicket),
  handle(contract.timeline, getTimeline),
  handle(contract.addComment, addComment),
];
