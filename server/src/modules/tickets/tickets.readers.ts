import type { Actor } from '@portico/contracts/access/actor.ts';
import type { Db } from '../../kernel/context.ts';
import { factsFor } from './tickets.access.ts';
import { can } from './tickets.policy.ts';
import { findTicket } from './tickets.store.ts';

/** May this actor read the ticket, or its internal side? */
export async function mayReadTicket(db: Db, actor: Actor | null, ticketId: number, internal: boolean): Promise<boolean> {
  const ticket = actor && (await findTicket(db, ticketId));
  return ticket !== null && can(actor!, internal ? 'readInternal' : 'read', factsFor({ actor: actor! }, ticket));
}
