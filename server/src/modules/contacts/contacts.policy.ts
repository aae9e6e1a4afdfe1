import type { Actor, ContactActor } from '@portico/contracts/access/actor.ts';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { accounts } from '../accounts/accounts.schema.ts';

/** May this actor read the contact's record? Colleagues see each other's names only, by contacts.colleagues. */
export function canReadContact(actor: Actor, contact: { readonly companyId: number }): boolean {
  if (actor.kind === 'system') return true;
  return actor.kind === 'tech' && (actor.companyIds === null || actor.companyIds.includes(contact.companyId));
}

/** The same as a predicate over `accounts`. */
export function contactVisibleTo(actor: Actor): SQL | undefined {
  const isContact = eq(accounts.kind, 'contact');
  if (actor.kind === 'system' || (actor.kind === 'tech' && actor.companyIds === null)) return isContact;
  if (actor.kind === 'tech' && actor.companyIds !== null && actor.companyIds.length > 0)
    return and(isContact, inArray(accounts.companyId, [...actor.companyIds]));
  return sql`false`;
}

/** Whom a contact may see by name: everybody active in the same company, or only oneself in a catch-all company. */
export function colleagueOf(actor: ContactActor, isCatchAll: boolean): SQL | undefined {
  return isCatchAll ? eq(accounts.id, actor.accountId) : and(eq(accounts.kind, 'contact'), eq(accounts.companyId, actor.companyId));
}
