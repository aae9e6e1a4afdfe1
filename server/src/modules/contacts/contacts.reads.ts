import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { accounts } from '../accounts/accounts.schema.ts';
import { companies } from '../companies/companies.schema.ts';
import { contacts } from './contacts.schema.ts';

/** Contact rows as the lists draw them; the picture link is added by the operation. */
const item = {
  id: accounts.id,
  name: accounts.name,
  email: accounts.email,
  title: accounts.title,
  phone: accounts.phone,
  companyId: companies.id,
  companyName: companies.name,
  isManager: contacts.isManager,
  isVip: contacts.isVip,
  isApprover: contacts.isApprover,
  active: accounts.active,
  canSignIn: sql<boolean>`(${accounts.active} and ${companies.active} and ${accounts.email} is not null)`,
  lastSeenAt: accounts.lastSeenAt,
  createdAt: accounts.createdAt,
  version: accounts.version,
};
const details = {
  ...item,
  givenName: accounts.givenName,
  surname: accounts.surname,
  department: accounts.department,
  mobile: accounts.mobile,
  office: accounts.office,
  timeZone: accounts.timeZone,
  locale: accounts.locale,
  notes: contacts.notes,
  hasPassword: sql<boolean>`exists (select 1 from account_passwords p where p.account_id = ${accounts.id})`,
  openTicketCount: sql<number>`(select count(*)::int from tickets t where t.contact_id = ${accounts.id} and t.archived_at is null and not t.is_closed)`,
};

export interface ContactFilter {
  /** Whose cursors fit; default `contacts`. */
  readonly list?: 'colleagues';
  readonly sort: 'name' | '-name' | '-createdAt';
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly match: SQL | null;
  readonly companyId: number | undefined;
  readonly active: boolean | undefined;
}

const matches = (where: SQL | undefined, filter: ContactFilter): SQL | undefined =>
  and(
    where,
    filter.active === undefined ? undefined : eq(accounts.active, filter.active),
    filter.companyId === undefined ? undefined : eq(accounts.companyId, filter.companyId),
    filter.match ? sql`${accounts.search} @@ ${filter.match}` : undefined,
  );

export async function listContactRows(db: Db, where: SQL | undefined, filter: ContactFilter) {
  const keyset = keysetOf(filter.sort, filter.list ?? 'contacts');
  const rows = await db
    .select({ ...item, keyset: keysetValues(keyset) })
    .from(accounts)
    .innerJoin(contacts, eq(contacts.id, accounts.id))
    .innerJoin(companies, eq(companies.id, accounts.companyId))
    .where(and(matches(where, filter), keysetAfter(keyset, filter.cursor)))
    .orderBy(...keysetOrder(keyset))
    .limit(filter.limit + 1);
  return keysetPage(keyset, rows, filter.limit);
}

export async function countContacts(db: Db, where: SQL | undefined, filter: ContactFilter): Promise<number> {
  const [row] = await db.select({ total: sql<number>`count(*)::int` }).from(accounts).where(matches(where, filter));
  return row?.total ?? 0;
}

export async function getContactRow(db: Db, where: SQL | undefined, id: number) {
  const [row] = await db
    .select(details)
    .from(accounts)
    .innerJoin(contacts, eq(contacts.id, accounts.id))
    .innerJoin(companies, eq(companies.id, accounts.companyId))
    .where(and(where, eq(accounts.id, id)));
  return row ?? null;
}

export type ContactRow = Awaited<ReturnType<typeof listContactRows>>['items'][number];

function keysetOf(sort: ContactFilter['sort'], list: string): Keyset {
  const id = { sql: sql`${accounts.id}`, type: 'int' } as const;
  if (sort === '-createdAt')
    return { name: `${list}:-createdAt`, direction: 'desc', columns: [{ sql: sql`${accounts.createdAt}`, type: 'timestamptz' }, id] };
  return {
    name: `${list}:${sort}`,
    direction: sort === 'name' ? 'asc' : 'desc',
    columns: [{ sql: sql`lower(${accounts.name})`, type: 'text' }, id],
  };
}
