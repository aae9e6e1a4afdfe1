import type { Actor } from '@portico/contracts/access/actor.ts';
import type { ScimAudience } from '@portico/contracts/scim/shapes.ts';
import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { scimConnections } from './scim.schema.ts';

/**
 * A connection makes accounts and gives them addresses, so whoever sets one up could enter them: master administrators only, and
 * those who work for certain companies only these companies' connections.
 */
export function canManage(actor: Actor, connection: { readonly audience: ScimAudience; readonly companyId: number | null }): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'tech' || actor.role !== 'master-admin') return false;
  return actor.companyIds === null || (connection.companyId !== null && actor.companyIds.includes(connection.companyId));
}

/** The same for lists. */
export function connectionVisibleTo(actor: Actor): SQL | undefined {
  if (actor.kind === 'system') return undefined;
  if (actor.kind !== 'tech' || actor.role !== 'master-admin') return sql`false`;
  if (actor.companyIds === null) return undefined;
  if (actor.companyIds.length === 0) return sql`false`;
  return and(eq(scimConnections.audience, 'company'), inArray(scimConnections.companyId, [...actor.companyIds]));
}
