import { aliasedTable, and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { companies } from '../companies/companies.schema.ts';
import { companyOpen } from '../portal-access/index.ts';
import { relocations } from './relocations.schema.ts';

interface Reach {
  readonly tickets: number;
  readonly openTickets: number;
  readonly groupTickets: number;
  readonly colleagues: number;
  readonly overrides: number;
  readonly sessions: number;
  readonly losesManager: boolean;
  readonly losesApprover: boolean;
  readonly opensPortal: boolean;
  readonly emailTaken: boolean;
}

/** What a relocation would touch, in one statement; every part of it has an index of its own. */
export async function readReach(db: Db, contactId: number, from: number, to: number, now: string): Promise<Reach> {
  const own = sql`tickets t where t.contact_id = ${contactId} and t.company_id = ${from}`;
  const { rows } = await db.execute<Reach & Record<string, unknown>>(sql`select
    (select count(*)::int from ${own} and t.contact_group_id is null) as tickets,
    (select count(*)::int from ${own} and t.contact_group_id is null and not t.is_closed and t.archived_at is null) as "openTickets",
    (select count(*)::int from ${own} and t.contact_group_id is not null) as "groupTickets",
    (select count(distinct p.account_id)::int from ticket_participants p join accounts o on o.id = p.account_id
      where p.ticket_id in (select t.id from ${own} and t.contact_group_id is null) and o.kind = 'contact' and o.id <> ${contactId}) as colleagues,
    (select count(*)::int from settings s where s.scope = 'contact' and s.scope_id = ${contactId} and s.key in ('contact.flags', 'contact.queues'))
      + (select count(*)::int from contact_group_tags g where g.contact_id = ${contactId}) as overrides,
    (select count(*)::int from sessions s where s.account_id = ${contactId} and s.revoked_at is null and s.expires_at > ${now}) as sessions,
    k.is_manager as "losesManager", k.is_approver as "losesApprover", ${companyOpen(sql`c`)} as "opensPortal",
    exists (select 1 from accounts o where o.company_id = c.id and o.kind = 'contact' and o.email_key = a.email_key) as "emailTaken"
    from accounts a join contacts k on k.id = a.id join companies c on c.id = ${to} where a.id = ${contactId}`);
  const [row] = rows;
  if (!row) throw new Error('The contact is gone.');
  return row;
}

export interface LeftGroup {
  readonly id: number;
  readonly name: string;
  /** Nobody else manages it. */
  readonly lastManager: boolean;
}

export async function listGroupsOf(db: Db, contactId: number): Promise<LeftGroup[]> {
  const { rows } = await db.execute<{ id: number; name: string; lastManager: boolean }>(sql`
    select g.id, g.name, (m.role = 'manager' and not exists (select 1 from contact_group_members o
      where o.group_id = g.id and o.contact_id <> m.contact_id and o.role = 'manager')) as "lastManager"
    from contact_group_members m join contact_groups g on g.id = m.group_id
    where m.contact_id = ${contactId} and g.deleted_at is null order by lower(g.name), g.id limit 100`);
  return rows;
}

const from = aliasedTable(companies, 'from_company');
const to = aliasedTable(companies, 'to_company');
const newestFirst: Keyset = { name: 'relocations', direction: 'desc', columns: [{ sql: sql`${relocations.id}`, type: 'int' }] };

/** `companyIds`: those the reader is restricted to; both companies must be among them. */
export async function listRelocationRows(
  db: Db,
  of: { readonly contactId: number } | { readonly id: number },
  page: { readonly limit: number; readonly cursor: string | undefined; readonly companyIds: readonly number[] | null },
) {
  const inside = (column: SQL) =>
    page.companyIds === null ? undefined : page.companyIds.length === 0 ? sql`false` : inArray(column, [...page.companyIds]);
  const rows = await db
    .select({ row: relocations, id: relocations.id, fromName: from.name, toName: to.name, keyset: keysetValues(newestFirst) })
    .from(relocations)
    .innerJoin(from, eq(from.id, relocations.fromCompanyId))
    .innerJoin(to, eq(to.id, relocations.toCompanyId))
    .where(
      and(
        'id' in of ? eq(relocations.id, of.id) : eq(relocations.contactId, of.contactId),
        inside(sql`${relocations.fromCompanyId}`),
        inside(sql`${relocations.toCompanyId}`),
        keysetAfter(newestFirst, page.cursor),
      ),
    )
    .orderBy(...keysetOrder(newestFirst))
    .limit(page.limit + 1);
  return keysetPage(newestFirst, rows, page.limit);
}
export type ListedRelocation = Awaited<ReturnType<typeof listRelocationRows>>['items'][number];

export async function countRelocations(db: Db, contactId: number): Promise<number> {
  return db.$count(relocations, eq(relocations.contactId, contactId));
}
