import type { Actor } from '@portico/contracts/access/actor.ts';
import { type SQL, sql } from 'drizzle-orm';
import { prefixQueryText } from './accounts.rules.ts';

/**
 * What people tell others about themselves. These predicates stand beside the rights of each list and add to them: who may read the
 * row at all is the list's own rule; whether he sees more of the person than the name is said here, once, for every road.
 */
const seesAll = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.kind === 'tech' && (actor.role === 'admin' || actor.role === 'master-admin'));

const accountsTable = sql`accounts`;

/** May this actor see the person's profile? Otherwise only the name, where they work together. `person` is `accounts` or an alias. */
export function profileVisibleTo(actor: Actor, person: SQL = accountsTable): SQL<boolean> {
  if (seesAll(actor)) return sql<boolean>`true`;
  if (actor.accountId === null) return sql<boolean>`false`;
  return sql<boolean>`(${person}.profile_visibility = 'public' or ${person}.id = ${actor.accountId}::int
    or (${person}.profile_visibility = 'department' and ${sharesDepartment(actor, person)}))`;
}

/** Membership is a row others assign: nobody writes himself into a department to read its people. */
const sharesDepartment = (actor: Actor, person: SQL): SQL =>
  actor.kind === 'tech'
    ? sql`exists (select 1 from techs mine join techs theirs on theirs.department_id = mine.department_id
        where mine.id = ${actor.accountId}::int and theirs.id = ${person}.id)`
    : sql`exists (select 1 from accounts mine where mine.id = ${actor.accountId}::int and mine.kind = 'contact' and ${person}.kind = 'contact'
        and mine.company_id = ${person}.company_id and lower(trim(mine.department)) = lower(trim(${person}.department)) and trim(mine.department) <> '')`;

const ownChoice = (actor: Actor, person: SQL, column: SQL): SQL<boolean> =>
  seesAll(actor)
    ? sql<boolean>`true`
    : sql<boolean>`((${column} or ${person}.id = ${actor.accountId}::int) and ${profileVisibleTo(actor, person)})`;

export const phonesVisibleTo = (actor: Actor, person: SQL = accountsTable): SQL<boolean> =>
  ownChoice(actor, person, sql`${person}.show_phones`);
/** Online or not, when last seen, and what they are available for. */
export const presenceVisibleTo = (actor: Actor, person: SQL = accountsTable): SQL<boolean> =>
  ownChoice(actor, person, sql`${person}.show_presence`);

/**
 * The search condition over `accounts`: undefined when nothing was typed. Who hides the profile is found by name only, so that no
 * search confirms an address (words of addresses have the weight A, see `indexAccount`).
 */
export function personMatches(actor: Actor, typed: string | undefined, person: SQL = accountsTable): SQL | undefined {
  if (!typed?.trim()) return undefined;
  const words = prefixQueryText(typed);
  if (words === null) return sql`false`;
  if (seesAll(actor)) return sql`${person}.search @@ ${words}::tsquery`;
  const byName = words.replaceAll("':*", "':*D");
  return sql`(${person}.search @@ ${words}::tsquery and (${person}.search @@ ${byName}::tsquery or ${profileVisibleTo(actor, person)}))`;
}
