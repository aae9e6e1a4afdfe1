import type { Actor } from '@portico/contracts/access/actor.ts';
import type { Db } from '../../kernel/context.ts';
import { findContact } from '../contacts/index.ts';
import { findTech } from '../techs/index.ts';
import { factsFor } from './tickets.access.ts';
import { can } from './tickets.policy.ts';
import { findTicket } from './tickets.store.ts';

const OWN = { via: null, scopes: null, sessionId: null } as const;

/** An account as the actor it would be if it were signed in now; null when it could not be. For notices and links in mails. */
export async function readerOf(db: Db, accountId: number): Promise<Actor | null> {
  const contact = await findContact(db, accountId);
  if (contact) {
    const { companyId, isManager } = contact;
    return contact.active && contact.companyActive
      ? { ...OWN, kind: 'contact', audience: 'contact', accountId, companyId, isManager }
      : null;
  }
  const tech = await findTech(db, accountId);
  if (!tech?.active) return null;
  return {
    ...OWN,
    kind: 'tech',
    audience: 'tech',
    accountId,
    role: tech.role,
    queueIds: tech.queueIds,
    companyIds: tech.companyIds,
    teamIds: [],
  };
}

/** May this actor read the ticket, or its internal side? */
export async function mayReadTicket(db: Db, actor: Actor | null, ticketId: number, internal: boolean): Promise<boolean> {
  const ticket = actor && (await findTicket(db, ticketId));
  return ticket !== null && can(actor!, internal ? 'readInternal' : 'read', factsFor({ actor: actor! }, ticket));
}
