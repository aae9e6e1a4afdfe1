import type { Actor } from '@portico/contracts/access/actor.ts';
import type { ProviderScope } from '@portico/contracts/identity-providers/shapes.ts';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { identityProviders } from './identity-providers.schema.ts';

/**
 * A provider opens accounts, so whoever sets one up could enter them: master administrators only, and those who work for certain
 * companies only these companies' providers.
 */
export function canManage(actor: Actor, provider: { readonly scope: ProviderScope; readonly companyId: number | null }): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'tech' || actor.role !== 'master-admin') return false;
  return actor.companyIds === null || (provider.companyId !== null && actor.companyIds.includes(provider.companyId));
}

/** The same for lists. */
export function providerVisibleTo(actor: Actor): SQL | undefined {
  if (actor.kind === 'system') return undefined;
  if (actor.kind !== 'tech' || actor.role !== 'master-admin') return sql`false`;
  if (actor.companyIds === null) return undefined;
  if (actor.companyIds.length === 0) return sql`false`;
  return and(eq(identityProviders.scope, 'company'), inArray(identityProviders.companyId, [...actor.companyIds]));
}
