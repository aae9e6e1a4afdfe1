import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { accounts } from '../accounts/accounts.schema.ts';
import { companies } from '../companies/companies.schema.ts';
import { contactOpen, standingOf } from '../portal-access/index.ts';
import { carriesTag } from '../tags/index.ts';
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
  tags: sql<
    string[]
  >`array(select t.name from contact_tags x join tags t on t.id = x.tag_id where x.contact_id = ${accounts.id} order by lower(t.name))`,
  active: accounts.active,
  canSignIn: contactOpen(sql`accounts`, sql`companies`),
  portalStanding: standingOf(sql`accounts`, sql`companies`),
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
  mailNickname: contacts.mailNickname,
  links: contacts.links,
  emailKey: accounts.emailKey,
  hasPassword: sql<boolean>`exists (select 1 from account_passwords p where p.account_id = ${accounts.id})`,
  openTicketCount: sql<number>`(select count(*)::int from tickets t where t.contact_id = ${accounts.id} and t.archived_at is null and not t.is_closed)`,
};

export interface ContactFilter {
  /** Whose cursors fit; default `contacts`. */
  readonly list?: 'colleagues';
  readonly sort: 'name' | '-name' | '-createdAt';
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly match: SQL | undefined;
  readonly companyId: number | undefined;
  readonly groupId?: number | undefined;
  readonly active: boolean | undefined;
  /** Who may use the client portal; the list joins the company for it. */
  readonly canSignIn: boolean | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly role?: 'manager' | 'vip' | 'approver' | 'none' | undefined;
  readonly domain?: string | undefined;
  readonly email?: 'some' | 'none' | undefined;
  readonly neverSeen?: boolean | undefined;
}

const ROLES = {
  manager: sql`${contacts.isManager}`,
  vip: sql`${contacts.isVip}`,
  approver: sql`${contacts.isApprover}`,
  none: sql`not (${contacts.isManager} or ${contacts.isVip} or ${contacts.isApprover})`,
} as const;

const matches = (where: SQL | undefined, filter: ContactFilter): SQL | undefined =>
  and(
    where,
    filter.active === undefined ? undefined : eq(accounts.active, filter.active),
    filter.companyId === undefined ? undefined : eq(accounts.companyId, filter.companyId),
    filter.canSignIn === undefined ? undefined : eq(contactOpen(sql`accounts`, sql`companies`), filter.canSignIn),
    filter.groupId === undefined
      ? undefined
      : sql`exists (select 1 from contact_group_members m where m.contact_id = ${accounts.id} and m.group_id = ${filter.groupId})`,
    filter.role ? ROLES[filter.role] : undefined,
    filter.neverSeen === undefined ? undefined : sql`(${accounts.lastSeenAt} is null) = ${filter.neverSeen}`,
    filter.email ? sql`(${accounts.email} is null) = ${filter.email === 'none'}` : undefined,
    filter.domain ? sql`split_part(${accounts.emailKey}, '@', 2) = ${filter.domain.toLowerCase()}` : undefined,
    carriesTag('contact', sql`${accounts.id}`, filter.tag ?? []),
    filter.match,
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

/** A page of the export: everything a list may tell, in the order and under the rights of the list. */
export async function listContactExport(db: Db, where: SQL | undefined, filter: ContactFilter) {
  const keyset = keysetOf(filter.sort, 'contacts');
  const { givenName, surname, department, mobile, office } = accounts;
  const rows = await db
    .select({ ...item, givenName, surname, department, mobile, office, mailNickname: contacts.mailNickname, keyset: keysetValues(keyset) })
    .from(accounts)
    .innerJoin(contacts, eq(contacts.id, accounts.id))
    .innerJoin(companies, eq(companies.id, accounts.companyId))
    .where(and(matches(where, filter), keysetAfter(keyset, filter.cursor)))
    .orderBy(...keysetOrder(keyset))
    .limit(filter.limit + 1);
  return keysetPage(keyset, rows, filter.limit);
}

export async function countContacts(db: Db, where: SQL | undefined, filter: ContactFilter): Promise<number> {
  const [row] = await db
    .select({ total: sql<number>`count(*)::int` })
    .from(accounts)
    .innerJoin(contacts, eq(contacts.id, accounts.id))
    .innerJoin(companies, eq(companies.id, accounts.companyId))
    .where(matches(where, filter));
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

interface SameEmail {
  readonly id: number;
  readonly company: { readonly id: number; readonly name: string };
  readonly active: boolean;
  readonly isPrimary: boolean;
}

/** All contacts of an address that this reader may see, the primary one marked; whoever reads one of them counts among them. */
export async function listSameEmail(db: Db, where: SQL | undefined, emailKey: string): Promise<SameEmail[]> {
  // The chosen one while it still has the address, else the oldest that is active.
  const primary = sql`coalesce(
    (select p.contact_id from primary_contacts p join accounts pa on pa.id = p.contact_id and pa.email_key = p.email_key where p.email_key = ${emailKey}),
    (select o.id from accounts o where o.email_key = ${emailKey} and o.kind = 'contact' order by o.active desc, o.id limit 1))`;
  const rows = await db
    .select({
      id: accounts.id,
      companyId: companies.id,
      companyName: companies.name,
      active: accounts.active,
      isPrimary: sql<boolean>`${accounts.id} = ${primary}`,
    })
    .from(accounts)
    .innerJoin(companies, eq(companies.id, accounts.companyId))
    .where(and(where, eq(accounts.emailKey, emailKey)))
    .orderBy(accounts.id)
    .limit(100);
  return rows.map(({ companyId, companyName, ...row }) => ({ ...row, company: { id: companyId, name: companyName } }));
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
