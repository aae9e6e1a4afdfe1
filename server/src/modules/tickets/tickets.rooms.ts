import { seesAllTickets } from '@portico/contracts/access/actor.ts';
import type { RoomDeclaration } from '../../kernel/module.ts';
import { factsFor } from './tickets.access.ts';
import { can } from './tickets.policy.ts';
import { findTicket } from './tickets.store.ts';

const idOf = (text: string): number | null => (/^[1-9]\d{0,9}$/.test(text) && Number(text) < 2 ** 31 ? Number(text) : null);

/** Who may listen. Of a ticket's room the kernel keeps a part for staff, where internal changes are told. */
export const rooms: readonly RoomDeclaration[] = [
  {
    prefix: 'ticket',
    mayJoin: async (db, actor, text) => {
      const id = idOf(text);
      const ticket = id === null ? null : await findTicket(db, id);
      return ticket !== null && can(actor, 'read', factsFor({ actor }, ticket));
    },
  },
  {
    // A queue's list; also told of internal changes, so for staff only.
    prefix: 'queue',
    mayJoin: async (_db, actor, text) => {
      const id = idOf(text);
      return id !== null && actor.kind === 'tech' && (actor.queueIds === null || actor.queueIds.includes(id));
    },
  },
  {
    // All tickets of a company, for those who see all of them: of a hidden queue nothing may be heard, not even that something happened.
    prefix: 'company-tickets',
    mayJoin: async (_db, actor, text) =>
      actor.kind === 'contact' && seesAllTickets(actor) && actor.rights.queueIds === null && idOf(text) === actor.companyId,
  },
];
