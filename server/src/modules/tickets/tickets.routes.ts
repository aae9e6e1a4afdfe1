import { takeBack } from '@portico/contracts/profiles/routes.ts';
import * as contract from '@portico/contracts/tickets/routes.ts';
import { viewAsContact as viewAsContract } from '@portico/contracts/tickets/view-as.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { addComment } from './operations/add-comment.ts';
import { addParticipant } from './operations/add-participant.ts';
import { archiveTicket } from './operations/archive-ticket.ts';
import { bulkUpdateTickets } from './operations/bulk-update-tickets.ts';
import { closeTicket } from './operations/close-ticket.ts';
import { countOwnTickets } from './operations/count-own-tickets.ts';
import { countTickets } from './operations/count-tickets.ts';
import { createTicket } from './operations/create-ticket.ts';
import { deleteComment } from './operations/delete-comment.ts';
import { deleteDraft } from './operations/delete-draft.ts';
import { editComment } from './operations/edit-comment.ts';
import { getDraft } from './operations/get-draft.ts';
import { getTicket } from './operations/get-ticket.ts';
import { getTimeline } from './operations/get-timeline.ts';
import { listAttachments } from './operations/list-attachments.ts';
import { listCommentRevisions } from './operations/list-comment-revisions.ts';
import { listTickets } from './operations/list-tickets.ts';
import { markRead } from './operations/mark-read.ts';
import { removeParticipant } from './operations/remove-participant.ts';
import { reopenTicket } from './operations/reopen-ticket.ts';
import { restoreTicket } from './operations/restore-ticket.ts';
import { saveDraft } from './operations/save-draft.ts';
import { takeBackTickets } from './operations/take-back-tickets.ts';
import { updateTicket } from './operations/update-ticket.ts';
import { viewAsContact } from './operations/view-as-contact.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.list, listTickets),
  handle(contract.counts, countTickets),
  handle(contract.clientCounts, countOwnTickets),
  handle(contract.get, getTicket),
  handle(contract.create, createTicket),
  handle(contract.update, updateTicket),
  handle(contract.bulkUpdate, bulkUpdateTickets),
  handle(contract.close, closeTicket),
  handle(contract.reopen, reopenTicket),
  handle(contract.archive, archiveTicket),
  handle(contract.restore, restoreTicket),
  handle(contract.timeline, getTimeline),
  handle(contract.addComment, addComment),
  handle(contract.editComment, editComment),
  handle(contract.deleteComment, deleteComment),
  handle(contract.commentRevisions, listCommentRevisions),
  handle(contract.listAttachments, listAttachments),
  handle(contract.addParticipant, addParticipant),
  handle(contract.removeParticipant, removeParticipant),
  handle(contract.markRead, markRead),
  handle(contract.getDraft, getDraft),
  handle(contract.saveDraft, saveDraft),
  handle(contract.deleteDraft, deleteDraft),
  handle(takeBack, takeBackTickets),
  handle(viewAsContract, viewAsContact),
];
