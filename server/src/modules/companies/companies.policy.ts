import type { Actor } from '@portico/contracts/access/actor.ts';
import { inArray, type SQL, sql } from 'drizzle-orm';
import { companies } from './companies.schema.ts';

/** May this actor read the company's record? Contacts know their own company by name only, through their session. */
export function canReadCompany(actor: Actor, companyId: number): boolean {
  if (actor.kind === 'system') return true;
  return actor.kind === 'tech' && (actor.companyIds === null || actor.companyIds.includes(companyId));
}

/** The same as a predicate; undefined = no restriction. */
export function companyVisibleTo(actor: Actor): SQL | undefined {
  if (actor.kind === 'system' || (actor.kind === 'tech' && actor.companyIds === null)) return undefined;
  if (actor.kind === 'tech' && actor.companyIds !== null && actor.companyIds.length > 0)
    return inArray(companies.id, [...actor.companyIds]);
  return sql`false`;
}
