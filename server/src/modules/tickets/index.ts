import type { Module } from '../../kernel/module.ts';
import { events } from './tickets.events.ts';
import { registerTicketFiles } from './tickets.files.ts';
import { rooms } from './tickets.rooms.ts';
import { routes } from './tickets.routes.ts';
import { jobs, subscribers } from './tickets.subscribers.ts';

export { addComment } from './operations/add-comment.ts';
export { addParticipant } from './operations/add-participant.ts';
export { closeTicket } from './operations/close-ticket.ts';
export { type CreateExtras, createTicket } from './operations/create-ticket.ts';
export { editComment } from './operations/edit-comment.ts';
export { reopenTicket } from './operations/reopen-ticket.ts';
export { updateTicket } from './operations/update-ticket.ts';
export { handOverTicketsOf, moveTicketsOf, rebuildTicketsOf, reindexTicketsOf } from './relocate.ts';
export { explainTicket } from './tickets.explain.ts';
export { visibleTo as visibleTickets } from './tickets.policy.ts';
export { findTickets } from './tickets.search.ts';
export { changeTicket } from './tickets.update.ts';

registerTicketFiles();

export const ticketsModule: Module = { name: 'tickets', routes, events, rooms, subscribers, jobs };
