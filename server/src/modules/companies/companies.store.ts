import type { Link } from '@portico/contracts/accounts/shapes.ts';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { nameTaken, refusing } from '../../kernel/db/constraints.ts';
import { invalidField } from '../../kernel/errors.ts';
import { searchVector } from '../accounts/index.ts';
import { companies, companyDomains, companyTenants } from './companies.schema.ts';

export interface CompanyFacts {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
  readonly isCatchAll: boolean;
  readonly typeId: number | null;
  readonly statusId: number | null;
  /** The company this one was merged into; a stub that nobody changes. */
  readonly mergedIntoId: number | null;
  readonly version: number;
}

export async function findCompany(db: Db, id: number): Promise<CompanyFacts | null> {
  const [row] = await db
    .select({
      id: companies.id,
      name: companies.name,
      active: companies.active,
      isCatchAll: companies.isCatchAll,
      typeId: companies.typeId,
      statusId: companies.statusId,
      mergedIntoId: companies.mergedIntoId,
      version: companies.version,
    })
    .from(companies)
    .where(eq(companies.id, id));
  return row ?? null;
}

export async function lockCompany(db: Db, id: number): Promise<CompanyFacts | null> {
  const [row] = await db
    .select({
      id: companies.id,
      name: companies.name,
      active: companies.active,
      isCatchAll: companies.isCatchAll,
      typeId: companies.typeId,
      statusId: companies.statusId,
      mergedIntoId: companies.mergedIntoId,
      version: companies.version,
    })
    .from(companies)
    .where(eq(companies.id, id))
    .for('update');
  return row ?? null;
}

export interface CompanyValues {
  readonly name?: string;
  readonly identifier?: string | null;
  readonly phone?: string | null;
  readonly website?: string | null;
  readonly country?: string | null;
  readonly links?: Link[];
  readonly notes?: string;
  readonly timeZone?: string | null;
  readonly locale?: string | null;
  readonly active?: boolean;
  readonly typeId?: number | null;
  readonly statusId?: number | null;
}

const labelUnknown = (path: string) => () =>
  invalidField(path, 'companyLabel.notFound', 'This is no longer in the list. Choose another one.');
const REFUSALS = {
  companies_name_key: nameTaken('company', 'company'),
  companies_type_id_fkey: labelUnknown('typeId'),
  companies_status_id_fkey: labelUnknown('statusId'),
};

export async function insertCompany(db: Db, values: CompanyValues & { name: string }, now: string): Promise<number> {
  const [row] = await refusing(REFUSALS, () =>
    db
      .insert(companies)
      .values({
        ...values,
        search: searchVector(`${values.name} ${values.identifier ?? ''}`) as unknown as string,
        createdAt: now,
        updatedAt: now,
      })
      .returning({ id: companies.id }),
  );
  if (!row) throw new Error('No company was inserted.');
  return row.id;
}

export async function updateCompanyRow(db: Db, id: number, values: CompanyValues, now: string): Promise<void> {
  await refusing(REFUSALS, () =>
    db
      .update(companies)
      .set({ ...values, updatedAt: now, version: sql`${companies.version} + 1` })
      .where(eq(companies.id, id)),
  );
  if (values.name !== undefined || values.identifier !== undefined) await indexCompany(db, id);
}

/** Name, identifier and domains, so that all three find it. */
export async function indexCompany(db: Db, id: number): Promise<void> {
  const [company] = await db.select({ name: companies.name, identifier: companies.identifier }).from(companies).where(eq(companies.id, id));
  if (!company) return;
  const domains = await db.select({ domain: companyDomains.domain }).from(companyDomains).where(eq(companyDomains.companyId, id));
  const words = [company.name, company.identifier ?? '', ...domains.map((row) => row.domain)].join(' ');
  await db
    .update(companies)
    .set({ search: searchVector(words) as unknown as string })
    .where(eq(companies.id, id));
}

export async function replaceDomains(db: Db, companyId: number, domains: readonly string[]): Promise<void> {
  await db.delete(companyDomains).where(eq(companyDomains.companyId, companyId));
  const distinct = [...new Set(domains.map((domain) => domain.toLowerCase()))];
  if (distinct.length > 0) await db.insert(companyDomains).values(distinct.map((domain) => ({ companyId, domain })));
}

export async function replaceTenants(db: Db, companyId: number, tenantIds: readonly string[]): Promise<void> {
  await db.delete(companyTenants).where(eq(companyTenants.companyId, companyId));
  const distinct = [...new Set(tenantIds.map((id) => id.toLowerCase()))];
  if (distinct.length > 0) await db.insert(companyTenants).values(distinct.map((tenantId) => ({ companyId, tenantId })));
}

/** The contacts whose sessions end when the company is disabled. */
export async function contactIdsOf(db: Db, companyId: number): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(sql`select id from accounts where company_id = ${companyId} and kind = 'contact'`);
  return rows.rows.map((row) => row.id);
}

/** From now on its people never see each other. */
export async function markCatchAll(db: Db, id: number, now: string): Promise<void> {
  await db
    .update(companies)
    .set({ isCatchAll: true, updatedAt: now, version: sql`${companies.version} + 1` })
    .where(eq(companies.id, id));
}
