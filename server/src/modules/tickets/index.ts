import type { Module } from '../../kernel/module.ts';
import { events } from './tickets.events.ts';
import { routes } from './tickets.routes.ts';

export { addComment } from './operations/add-comment.ts';
export { closeTicket } from './operations/close-ticket.ts';
export { createTicket } from './operations/create-ticket.ts';
export { getTicket } from './operations/get-ticket.ts';
export { getTimeline } from './operations/get-timeline.ts';
export { listTickets } from './operations/list-tickets.ts';
export { reopenTicket } from './operations/reopen-ticket.ts';
export { can, type TicketAction, type TicketFacts, visibleTo } from './tickets.policy.ts';

export const ticketsModule: Module = { name: 'tickets', routes, events };
