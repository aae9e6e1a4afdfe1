import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { externalLinks } from '../settings/settings.schema.ts';
import { importRuns } from './imports.schema.ts';

export type ImportRun = typeof importRuns.$inferSelect;
export interface Link {
  readonly localId: number;
  readonly remoteVersion: string | null;
}

/** What of these the other system's ids stand for here. */
export async function findLinks(db: Db, system: string, entity: string, ids: readonly string[]): Promise<Map<string, Link>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ externalId: externalLinks.externalId, localId: externalLinks.localId, remoteVersion: externalLinks.remoteVersion })
    .from(externalLinks)
    .where(and(eq(externalLinks.system, system), eq(externalLinks.entity, entity), inArray(externalLinks.externalId, [...ids])));
  return new Map(rows.map(({ externalId, ...link }) => [externalId, link]));
}

export async function insertLink(db: Db, link: typeof externalLinks.$inferInsert): Promise<void> {
  await db.insert(externalLinks).values(link);
}

export async function updateLink(db: Db, link: typeof externalLinks.$inferInsert): Promise<void> {
  await db
    .update(externalLinks)
    .set({ remoteVersion: link.remoteVersion ?? null, syncedAt: link.syncedAt })
    .where(and(eq(externalLinks.system, link.system), eq(externalLinks.entity, link.entity), eq(externalLinks.externalId, link.externalId)));
}

/** The same import of the same file that did not come to its end. */
export async function findUnfinishedRun(db: Db, kind: string, system: string, fileHash: string): Promise<ImportRun | null> {
  const [run] = await db
    .select()
    .from(importRuns)
    .where(and(eq(importRuns.kind, kind), eq(importRuns.system, system), eq(importRuns.fileHash, fileHash)))
    .orderBy(desc(importRuns.id))
    .limit(1);
  return run && run.state !== 'done' ? run : null;
}

export async function insertRun(db: Db, run: typeof importRuns.$inferInsert): Promise<ImportRun> {
  const [row] = await db.insert(importRuns).values(run).returning();
  if (!row) throw new Error('No import run was inserted.');
  return row;
}

export async function updateRun(db: Db, id: number, values: Partial<Omit<ImportRun, 'id'>>): Promise<void> {
  await db.update(importRuns).set(values).where(eq(importRuns.id, id));
}

/** What the timeline of a ticket shows of its import. */
export async function countInTimeline(db: Db, ticketId: number, finishedStatusIds: readonly number[]) {
  const finished = sql.join([...finishedStatusIds, -1].map((id) => sql`${id}::int`), sql`, `);
  const { rows } = await db.execute<{ states: number; groups: number; assignees: number; priorities: number; reopenings: number }>(sql`
    select (count(*) filter (where changes ? 'status'))::int as states, (count(*) filter (where changes ? 'team'))::int as groups,
      (count(*) filter (where changes ? 'assignee'))::int as assignees, (count(*) filter (where changes ? 'priority'))::int as priorities,
      (count(*) filter (where (changes -> 'status' ->> 0)::int in (${finished}) and (changes -> 'status' ->> 1)::int not in (${finished})))::int as reopenings
    from ticket_timeline where ticket_id = ${ticketId} and via ->> 'kind' = 'import'`);
  return rows[0];
}
