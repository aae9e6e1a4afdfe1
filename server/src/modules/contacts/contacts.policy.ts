import type { Actor, ContactActor } from '@portico/contracts/access/actor.ts';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { accounts } from '../accounts/accounts.schema.ts';
import { personMatches, presenceVisibleTo, profileVisibleTo } from '../accounts/index.ts';

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

/** Whom a contact finds: everybody in the same company who shows the profile, or only oneself in a catch-all company. */
export function colleagueOf(actor: ContactActor, isCatchAll: boolean): SQL | undefined {
  if (isCatchAll) return eq(accounts.id, actor.accountId);
  return and(eq(accounts.kind, 'contact'), eq(accounts.companyId, actor.companyId), profileVisibleTo(actor));
}

/**
 * What a list of contacts was asked for, where the question itself could tell what a profile hides: by an address that is not shown, or
 * by when somebody was last seen, only those are found of whom it is shown.
 */
export const contactMatches = (
  actor: Actor,
  asked: { readonly q?: string; readonly domain?: string; readonly email?: string; readonly neverSeen?: boolean },
): SQL | undefined =>
  and(
    personMatches(actor, asked.q),
    asked.domain !== undefined || asked.email !== undefined ? profileVisibleTo(actor) : undefined,
    asked.neverSeen !== undefined ? presenceVisibleTo(actor) : undefined,
  );

/** Contacts whose record and profile are both shown. */
export const profileSeenBy = (actor: Actor): SQL | undefined => and(contactVisibleTo(actor), profileVisibleTo(actor));
