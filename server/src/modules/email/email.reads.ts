import type { Availability } from '@portico/contracts/techs/shapes.ts';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { accounts } from '../accounts/accounts.schema.ts';
import { companies } from '../companies/companies.schema.ts';
import { techs } from '../techs/techs.schema.ts';
import { tickets } from '../tickets/tickets.schema.ts';
import { inboxMessages, mails } from './email.schema.ts';
import type { MailRow } from './email.store.ts';

type MailState = MailRow['state'];
interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly count?: boolean;
}
const { id, kind, toName, toAddress, subject, state, attempts, lastError, createdAt, sentAt, version } = mails;
const item = { id, kind, toName, toAddress, subject, state, attempts, lastError, createdAt, sentAt, ticketNumber: tickets.number, version };
const content = { messageId: mails.messageId, html: mails.html, text: mails.bodyText, sealed: mails.sealed, ticketId: mails.ticketId };

export async function listMailRows(
  db: Db,
  visible: SQL | undefined,
  query: PageQuery & {
    readonly state?: readonly MailState[];
    readonly q?: string;
    readonly accountId?: number;
    readonly companyId?: number;
  },
) {
  const limit = query.limit ?? 25;
  const byId: Keyset = { name: 'mails', direction: 'desc', columns: [{ sql: sql`${mails.id}`, type: 'int' }] };
  const filter = and(
    visible,
    query.state?.length ? inArray(mails.state, [...query.state]) : undefined,
    beginsWith(sql`${mails.toAddress}`, query.q),
    query.accountId === undefined ? undefined : eq(mails.accountId, query.accountId),
    query.companyId === undefined
      ? undefined
      : sql`${mails.accountId} in (select a.id from accounts a where a.company_id = ${query.companyId})`,
  );
  const rows = await db
    .select({ ...item, keyset: keysetValues(byId) })
    .from(mails)
    .leftJoin(tickets, eq(tickets.id, mails.ticketId))
    .where(and(filter, keysetAfter(byId, query.cursor)))
    .orderBy(...keysetOrder(byId))
    .limit(limit + 1);
  const total = query.count ? { total: await db.$count(mails, filter) } : {};
  return { ...keysetPage(byId, rows, limit), ...total };
}

/** What was sent to one person. */
export async function listMailsOf(db: Db, accountId: number, query: PageQuery) {
  const limit = query.limit ?? 25;
  const byId: Keyset = { name: 'mails.mine', direction: 'desc', columns: [{ sql: sql`${mails.id}`, type: 'int' }] };
  const filter = eq(mails.accountId, accountId);
  const rows = await db
    .select({ id, kind, subject, state, lastError, createdAt, sentAt, keyset: keysetValues(byId) })
    .from(mails)
    .where(and(filter, keysetAfter(byId, query.cursor)))
    .orderBy(...keysetOrder(byId))
    .limit(limit + 1);
  const total = query.count ? { total: await db.$count(mails, filter) } : {};
  return { ...keysetPage(byId, rows, limit), ...total };
}

export async function findMail(db: Db, visible: SQL | undefined, mailId: number) {
  const [row] = await db
    .select({ ...item, ...content })
    .from(mails)
    .leftJoin(tickets, eq(tickets.id, mails.ticketId))
    .where(and(eq(mails.id, mailId), visible));
  return row ?? null;
}

/** How to write to somebody, and whether we still may. */
export interface Recipient {
  readonly accountId: number;
  readonly kind: 'contact' | 'tech';
  readonly name: string;
  readonly email: string | null;
  readonly active: boolean;
  /** His own, else his company's; null = the workspace's. */
  readonly locale: string | null;
  readonly timeZone: string | null;
  /** As it is stored; contacts are always available. */
  readonly availability: Availability;
  readonly availabilityUntil: string | null;
}

export async function listRecipients(db: Db, accountIds: readonly number[]): Promise<Recipient[]> {
  if (accountIds.length === 0) return [];
  return db
    .select({
      accountId: accounts.id,
      kind: accounts.kind,
      name: accounts.name,
      email: accounts.email,
      active: sql<boolean>`${accounts.active} and coalesce(${companies.active}, true)`,
      locale: sql<string | null>`coalesce(${accounts.locale}, ${companies.locale})`,
      timeZone: sql<string | null>`coalesce(${accounts.timeZone}, ${companies.timeZone})`,
      availability: sql<Availability>`coalesce(${techs.availability}, 'available')`,
      availabilityUntil: techs.availabilityUntil,
    })
    .from(accounts)
    .leftJoin(companies, eq(companies.id, accounts.companyId))
    .leftJoin(techs, eq(techs.id, accounts.id))
    .where(inArray(accounts.id, [...accountIds]));
}

/** May this address be written to? An address that nobody here has, yes; one whose accounts are all shut, no. */
export async function isAddressActive(db: Db, address: string): Promise<boolean> {
  const [row] = await db
    .select({ active: sql<boolean | null>`bool_or(${accounts.active} and coalesce(${companies.active}, true))` })
    .from(accounts)
    .leftJoin(companies, eq(companies.id, accounts.companyId))
    .where(eq(accounts.emailKey, address.toLowerCase()));
  return row?.active ?? true;
}

const message = {
  id: inboxMessages.id,
  from: inboxMessages.fromAddress,
  to: inboxMessages.toAddress,
  subject: inboxMessages.subject,
  receivedAt: inboxMessages.receivedAt,
};

/** The first line: mails of one ticket have one subject. */
const excerpt = sql<string>`left(split_part(coalesce(${inboxMessages.bodyText}, ''), E'\\n', 1), 160)`;

export async function listInboxRows(db: Db, query: PageQuery & { readonly to?: string }) {
  const limit = query.limit ?? 25;
  const byId: Keyset = { name: 'inbox', direction: 'desc', columns: [{ sql: sql`${inboxMessages.id}`, type: 'int' }] };
  const filter = beginsWith(sql`${inboxMessages.toAddress}`, query.to);
  const rows = await db
    .select({ ...message, excerpt, keyset: keysetValues(byId) })
    .from(inboxMessages)
    .where(and(filter, keysetAfter(byId, query.cursor)))
    .orderBy(...keysetOrder(byId))
    .limit(limit + 1);
  const total = query.count ? { total: await db.$count(inboxMessages, filter) } : {};
  return { ...keysetPage(byId, rows, limit), ...total };
}

export async function findInboxMessage(db: Db, messageId: number) {
  const [row] = await db
    .select({ ...message, html: inboxMessages.html, text: inboxMessages.bodyText })
    .from(inboxMessages)
    .where(eq(inboxMessages.id, messageId));
  return row ?? null;
}

const beginsWith = (column: SQL, typed: string | undefined): SQL | undefined =>
  typed?.trim() ? sql`starts_with(lower(${column}), ${typed.trim().toLowerCase()})` : undefined;
