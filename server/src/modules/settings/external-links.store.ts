import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { externalLinks } from './settings.schema.ts';

/** What a row of another system is here. */
export interface ExternalLink {
  readonly localId: number;
  readonly remoteVersion: string | null;
}

/** What of these the other system's ids stand for here. */
export async function findExternalLinks(
  db: Db,
  system: string,
  entity: string,
  ids: readonly string[],
): Promise<Map<string, ExternalLink>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ externalId: externalLinks.externalId, localId: externalLinks.localId, remoteVersion: externalLinks.remoteVersion })
    .from(externalLinks)
    .where(and(eq(externalLinks.system, system), eq(externalLinks.entity, entity), inArray(externalLinks.externalId, [...ids])));
  return new Map(rows.map(({ externalId, ...link }) => [externalId, link]));
}

export async function insertExternalLink(db: Db, link: typeof externalLinks.$inferInsert): Promise<void> {
  await db.insert(externalLinks).values(link);
}

export async function updateExternalLink(db: Db, link: typeof externalLinks.$inferInsert): Promise<void> {
  await db
    .update(externalLinks)
    .set({ remoteVersion: link.remoteVersion ?? null, syncedAt: link.syncedAt })
    .where(
      and(eq(externalLinks.system, link.system), eq(externalLinks.entity, link.entity), eq(externalLinks.externalId, link.externalId)),
    );
}
