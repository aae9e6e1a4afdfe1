import type { Company, CompanyItem } from '@portico/contracts/companies/shapes.ts';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { companyOpen } from '../portal-access/index.ts';
import { carriesTag } from '../tags/index.ts';
import { companies } from './companies.schema.ts';

const labelOf = (table: SQL, id: SQL): SQL<CompanyItem['type']> =>
  sql<CompanyItem['type']>`(select json_build_object('id', l.id, 'name', l.name) from ${table} l where l.id = ${id})`;

// Subselects name the outer table in words: Drizzle writes a column of a single-table select without its table.
const item = {
  id: companies.id,
  name: companies.name,
  identifier: companies.identifier,
  phone: companies.phone,
  website: companies.website,
  country: companies.country,
  tags: sql<
    string[]
  >`array(select t.name from company_tags x join tags t on t.id = x.tag_id where x.company_id = companies.id order by lower(t.name))`,
  active: companies.active,
  type: labelOf(sql`company_types`, sql`companies.type_id`),
  status: labelOf(sql`company_statuses`, sql`companies.status_id`),
  opensPortal: companyOpen(sql`companies`),
  contactCount: sql<number>`(select count(*)::int from accounts a where a.company_id = companies.id and a.kind = 'contact' and a.active)`,
  openTicketCount: sql<number>`(select count(*)::int from tickets t where t.company_id = companies.id and t.archived_at is null and not t.is_closed)`,
  createdAt: companies.createdAt,
  updatedAt: companies.updatedAt,
  version: companies.version,
};

export async function getCompanyRow(db: Db, where: SQL | undefined, id: number): Promise<Company | null> {
  const [row] = await db
    .select({
      ...item,
      notes: companies.notes,
      links: companies.links,
      tenantIds: sql<string[]>`array(select x.tenant_id::text from company_tenants x where x.company_id = companies.id order by 1)`,
      timeZone: companies.timeZone,
      locale: companies.locale,
      domains: sql<
        string[]
      >`(select coalesce(array_agg(d.domain order by d.domain), '{}') from company_domains d where d.company_id = companies.id)`,
    })
    .from(companies)
    .where(and(eq(companies.id, id), where));
  return row ?? null;
}

export interface CompanyListFilter {
  readonly sort: 'name' | '-name' | '-createdAt';
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly match: SQL | null;
  readonly active: boolean | undefined;
  readonly typeId: readonly number[] | undefined;
  readonly statusId: readonly number[] | undefined;
  readonly tag?: readonly string[] | undefined;
  readonly country?: string | undefined;
  readonly domain?: string | undefined;
}

export async function listCompanyRows(
  db: Db,
  where: SQL | undefined,
  filter: CompanyListFilter,
): Promise<{ items: CompanyItem[]; next: string | null }> {
  const keyset = keysetOf(filter.sort);
  const rows = await db
    .select({ ...item, keyset: keysetValues(keyset) })
    .from(companies)
    .where(and(where, matches(filter), keysetAfter(keyset, filter.cursor)))
    .orderBy(...keysetOrder(keyset))
    .limit(filter.limit + 1);
  return keysetPage(keyset, rows, filter.limit);
}

export async function countCompanies(db: Db, where: SQL | undefined, filter: CompanyListFilter): Promise<number> {
  const [row] = await db
    .select({ total: sql<number>`count(*)::int` })
    .from(companies)
    .where(and(where, matches(filter)));
  return row?.total ?? 0;
}

const matches = (filter: CompanyListFilter): SQL | undefined =>
  and(
    filter.active === undefined ? undefined : eq(companies.active, filter.active),
    filter.typeId?.length ? inArray(companies.typeId, [...filter.typeId]) : undefined,
    filter.statusId?.length ? inArray(companies.statusId, [...filter.statusId]) : undefined,
    filter.country ? eq(companies.country, filter.country) : undefined,
    filter.domain
      ? sql`${companies.id} in (select d.company_id from company_domains d where d.domain = ${filter.domain.toLowerCase()})`
      : undefined,
    carriesTag('company', sql`${companies.id}`, filter.tag ?? []),
    filter.match ? sql`${companies.search} @@ ${filter.match}` : undefined,
  );

function keysetOf(sort: CompanyListFilter['sort']): Keyset {
  const id = { sql: sql`${companies.id}`, type: 'int' } as const;
  if (sort === '-createdAt')
    return { name: 'companies:-createdAt', direction: 'desc', columns: [{ sql: sql`${companies.createdAt}`, type: 'timestamptz' }, id] };
  return {
    name: `companies:${sort}`,
    direction: sort === 'name' ? 'asc' : 'desc',
    columns: [{ sql: sql`lower(${companies.name})`, type: 'text' }, id],
  };
}
