import type { Actor } from '@portico/contracts/access/actor.ts';
import type { PortalStanding } from '@portico/contracts/portal-access/shapes.ts';
import { type SQL, sql } from 'drizzle-orm';

/** Subselects of the ids that are let in; an empty one lets all in. */
export interface LetIn {
  readonly types: SQL;
  readonly statuses: SQL;
}
const STORED: LetIn = {
  types: sql`(select id from company_types where opens_portal)`,
  statuses: sql`(select id from company_statuses where opens_portal)`,
};

/** The same for a choice that is not saved yet. */
export const letIn = (typeIds: readonly number[], statusIds: readonly number[]): LetIn => ({
  types: idsOf(typeIds),
  statuses: idsOf(statusIds),
});
const idsOf = (ids: readonly number[]): SQL => sql`(select unnest(${sql.param(`{${ids.join(',')}}`)}::int[]))`;

const fits = (column: SQL, ids: SQL): SQL => sql`(not exists ${ids} or coalesce(${column} in ${ids}, false))`;
const typeFits = (company: SQL, set: LetIn): SQL => fits(sql`${company}.type_id`, set.types);
const statusFits = (company: SQL, set: LetIn): SQL => fits(sql`${company}.status_id`, set.statuses);

/**
 * May people of this company use the client portal? Parameters are the names that the tables have in the statement. This rule and
 * the two after it are the only ones: authentication, the places that sign-in offers, lists, statistics and warnings all use them.
 *
 * @example sql`select … from companies c where ${companyOpen(sql`c`)}`
 */
export const companyOpen = (company: SQL, set: LetIn = STORED): SQL<boolean> =>
  sql<boolean>`(${company}.active and ${typeFits(company, set)} and ${statusFits(company, set)})`;

/** May this contact? */
export const contactOpen = (account: SQL, company: SQL, set: LetIn = STORED): SQL<boolean> =>
  sql<boolean>`(${account}.active and ${account}.email is not null and ${companyOpen(company, set)})`;

/** The same for any account; a tech has no company. */
export const accountOpen = (account: SQL, company: SQL): SQL<boolean> =>
  sql<boolean>`case when ${account}.company_id is null then ${account}.active else ${contactOpen(account, company)} end`;

/** And why not: the first reason in the order in which an administrator would mend them. */
export const standingOf = (account: SQL, company: SQL): SQL<PortalStanding> => sql<PortalStanding>`case
  when not ${account}.active then 'disabled'
  when not ${company}.active then 'company-disabled'
  when not ${typeFits(company, STORED)} then 'company-type'
  when not ${statusFits(company, STORED)} then 'company-status'
  when ${account}.email is null then 'no-email'
  else 'open' end`;

/** What holds for all companies is not for administrators who may see some of them. */
export const isRestricted = (actor: Actor): boolean => actor.kind === 'tech' && actor.companyIds !== null;
