import { CONTACT_FLAGS, type ContactFlag, type FlagOverrides } from '@portico/contracts/rights/flags.ts';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { accounts } from '../accounts/accounts.schema.ts';
import { companies } from '../companies/companies.schema.ts';
import { contacts } from '../contacts/contacts.schema.ts';
import { FLAGS_KEY, flagCascade, flagHeld, groupQueues, QUEUES_KEY, type StoredCascade } from '../contacts/index.ts';
import { settings } from '../settings/settings.schema.ts';
import { type QueueLists, roleOf } from './rights.rules.ts';

const NOBODY = sql`0`;
const queueLists = (contactId: SQL, companyId: SQL): SQL<QueueLists> => {
  const at = (scope: string, id: SQL) =>
    sql`(select v.value from ${settings} v where v.key = ${QUEUES_KEY} and v.scope = ${scope} and v.scope_id = ${id})`;
  return sql<QueueLists>`json_build_object('global', ${at('global', NOBODY)}, 'company', ${at('company', companyId)},
    'group', ${groupQueues(contactId, companyId)}, 'contact', ${at('contact', contactId)})`;
};

export interface PlaceFacts {
  readonly flags: StoredCascade;
  readonly queues: QueueLists;
}

/** What workspace and, when named, company say. */
export async function getPlaceFacts(db: Db, companyId: number | null): Promise<PlaceFacts> {
  const company = sql`${companyId ?? 0}::int`;
  const { rows } = await db.execute<PlaceFacts & Record<string, unknown>>(
    sql`select ${flagCascade(NOBODY, company)} as flags, ${queueLists(NOBODY, company)} as queues`,
  );
  return rows[0]!;
}

/** What workspace, company and this group say; the group also where it rests: it is set before it is woken. */
export async function getGroupFacts(
  db: Db,
  group: { readonly id: number; readonly name: string; readonly companyId: number },
): Promise<PlaceFacts> {
  const saidBy = (key: string) =>
    sql`(select v.value from ${settings} v where v.key = ${key} and v.scope = 'group' and v.scope_id = ${group.id})`;
  const [place, { rows }] = [
    await getPlaceFacts(db, group.companyId),
    await db.execute<{ flags: FlagOverrides | null; queues: number[] | null }>(
      sql`select ${saidBy(FLAGS_KEY)} as flags, ${saidBy(QUEUES_KEY)} as queues`,
    ),
  ];
  const own = rows[0]!;
  return {
    flags: { ...place.flags, groups: [{ id: group.id, name: group.name, flags: own.flags ?? {} }] },
    queues: { ...place.queues, group: own.queues },
  };
}

/** Members who inherit what the group says. */
export async function listInheritingMemberIds(db: Db, groupId: number): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(
    sql`select contact_id as id from contact_group_members where group_id = ${groupId} and role <> 'guest'`,
  );
  return rows.map((row) => row.id);
}

export interface ContactPlaceFacts extends PlaceFacts {
  readonly companyId: number;
  readonly isManager: boolean;
  readonly isVip: boolean;
  readonly isApprover: boolean;
}

export async function findContactFacts(db: Db, id: number): Promise<ContactPlaceFacts | null> {
  const { rows } = await db.execute<ContactPlaceFacts & Record<string, unknown>>(sql`
    select a.company_id as "companyId", k.is_manager as "isManager", k.is_vip as "isVip", k.is_approver as "isApprover",
      ${flagCascade(sql`a.id`, sql`a.company_id`)} as flags, ${queueLists(sql`a.id`, sql`a.company_id`)} as queues
    from accounts a join contacts k on k.id = a.id where a.id = ${id}`);
  return rows[0] ?? null;
}

export interface RightsFilter {
  readonly flag: ContactFlag;
  readonly own: boolean | undefined;
  readonly on: boolean | undefined;
  readonly match: SQL | null;
  readonly limit: number;
  readonly cursor: string | undefined;
}

const said = (scope: 'company' | 'contact', id: SQL, flag: ContactFlag): SQL =>
  sql`coalesce((select jsonb_exists(v.value, ${flag}) from ${settings} v where v.key = ${FLAGS_KEY} and v.scope = ${scope} and v.scope_id = ${id}), false)`;
const is = (condition: SQL, wanted: boolean | undefined): SQL | undefined =>
  wanted === undefined ? undefined : wanted ? condition : sql`not ${condition}`;
const id = { sql: sql`${accounts.id}`, type: 'int' } as const;

/** One flag of every contact the predicate lets through, by name. */
export async function listContactFlags(db: Db, where: SQL | undefined, filter: RightsFilter & { readonly companyId: number | undefined }) {
  const keyset: Keyset = {
    name: `contact-rights:${filter.flag}`,
    direction: 'asc',
    columns: [{ sql: sql`lower(${accounts.name})`, type: 'text' }, id],
  };
  const { flag } = filter;
  const held = flagHeld(flag, CONTACT_FLAGS[flag].fallback, sql`${accounts.id}`, sql`${accounts.companyId}`);
  const role = roleOf(flag);
  const rows = await db
    .select({
      id: accounts.id,
      companyId: companies.id,
      companyName: companies.name,
      isManager: contacts.isManager,
      isVip: contacts.isVip,
      isApprover: contacts.isApprover,
      flags: flagCascade(sql`${accounts.id}`, sql`${accounts.companyId}`),
      keyset: keysetValues(keyset),
    })
    .from(accounts)
    .innerJoin(contacts, eq(contacts.id, accounts.id))
    .innerJoin(companies, eq(companies.id, accounts.companyId))
    .where(
      and(
        where,
        filter.companyId === undefined ? undefined : eq(accounts.companyId, filter.companyId),
        filter.match ? sql`${accounts.search} @@ ${filter.match}` : undefined,
        is(said('contact', sql`${accounts.id}`, flag), filter.own),
        is(role ? sql`(${contacts[role]} or ${held})` : held, filter.on),
        keysetAfter(keyset, filter.cursor),
      ),
    )
    .orderBy(...keysetOrder(keyset))
    .limit(filter.limit + 1);
  return keysetPage(keyset, rows, filter.limit);
}

/** One flag of every company the predicate lets through, by name. */
export async function listCompanyFlags(db: Db, where: SQL | undefined, filter: RightsFilter) {
  const companyId = sql`${companies.id}`;
  const keyset: Keyset = {
    name: `company-rights:${filter.flag}`,
    direction: 'asc',
    columns: [
      { sql: sql`lower(${companies.name})`, type: 'text' },
      { sql: companyId, type: 'int' },
    ],
  };
  const { flag } = filter;
  const rows = await db
    .select({ id: companies.id, name: companies.name, flags: flagCascade(NOBODY, companyId), keyset: keysetValues(keyset) })
    .from(companies)
    .where(
      and(
        where,
        filter.match ? sql`${companies.search} @@ ${filter.match}` : undefined,
        is(said('company', companyId, flag), filter.own),
        is(flagHeld(flag, CONTACT_FLAGS[flag].fallback, NOBODY, companyId), filter.on),
        keysetAfter(keyset, filter.cursor),
      ),
    )
    .orderBy(...keysetOrder(keyset))
    .limit(filter.limit + 1);
  return keysetPage(keyset, rows, filter.limit);
}

/** Contacts with an open session: the only ones who can have a socket. */
export async function listOpenContactIds(db: Db, now: string): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    select distinct s.account_id as id from sessions s join accounts a on a.id = s.account_id
    where s.revoked_at is null and s.expires_at > ${now}::timestamptz and a.kind = 'contact'`);
  return rows.map((row) => row.id);
}

/** Techs for whom a restriction of the workspace can hold. */
export async function listUnrestrictedTechIds(db: Db): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(
    sql`select id from techs where not (queues_restricted and companies_restricted and categories_restricted)`,
  );
  return rows.map((row) => row.id);
}

/** Of these ids of queues, companies or categories, those that exist. */
export async function countExisting(db: Db, table: 'queues' | 'companies' | 'categories', ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from ${sql.identifier(table)} where id in (${sql.join(
      ids.map((one) => sql`${one}`),
      sql`, `,
    )})`,
  );
  return rows[0]!.count;
}
