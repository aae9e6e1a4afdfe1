import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { companies, companyDomains } from '../companies/companies.schema.ts';
import { identityProviders } from './identity-providers.schema.ts';
import { listProviders, type Provider } from './identity-providers.store.ts';

/**
 * What the sign-in page may offer to somebody of this domain: what is for everybody, and what the active companies with the domain
 * have set up. It asks nothing about accounts.
 */
export function listOffered(db: Db, domain: string): Promise<Provider[]> {
  const here = sql`exists (select 1 from ${companyDomains} d join ${companies} c on c.id = d.company_id
    where d.company_id = ${identityProviders.companyId} and d.domain = lower(${domain}) and c.active)`;
  return listProviders(
    db,
    and(
      eq(identityProviders.enabled, true),
      or(inArray(identityProviders.scope, ['staff', 'contacts']), domain === '' ? sql`false` : here),
    ),
  );
}

/** Names of companies, for the list of providers. */
export async function companyNames(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: companies.id, name: companies.name })
    .from(companies)
    .where(inArray(companies.id, [...ids]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
