import { and, desc, eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { importRuns } from './imports.schema.ts';

export type ImportRun = typeof importRuns.$inferSelect;
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
  const finished = sql.join(
    [...finishedStatusIds, -1].map((id) => sql`${id}::int`),
    sql`, `,
  );
  const { rows } = await db.execute<{ states: number; groups: number; assignees: number; priorities: number; reopenings: number }>(sql`
    select (count(*) filter (where changes ? 'status'))::int as states, (count(*) filter (where changes ? 'team'))::int as groups,
      (count(*) filter (where changes ? 'assignee'))::int as assignees, (count(*) filter (where changes ? 'priority'))::int as priorities,
      (count(*) filter (where (changes -> 'status' ->> 0)::int in (${finished}) and (changes -> 'status' ->> 1)::int not in (${finished})))::int as reopenings
    from ticket_timeline where ticket_id = ${ticketId} and via ->> 'kind' = 'import'`);
  return rows[0];
}
