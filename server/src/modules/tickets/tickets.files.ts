import { findActor } from '../access/index.ts';
import { registerFileOwner } from '../files/index.ts';
import { mayReadTicket } from './tickets.readers.ts';

/** Files of tickets are read by whoever may read the ticket, internal ones by staff; a link in a mail asks again. */
export const registerTicketFiles = (): (() => void) =>
  registerFileOwner(
    'ticket',
    (db, actor, ticketId, internal) => mayReadTicket(db, actor, ticketId, internal),
    async (db, accountId, ticketId, internal) => mayReadTicket(db, await findActor(db, accountId), ticketId, internal),
  );
