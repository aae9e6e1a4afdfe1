import { and, eq, inArray, or, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { refusing } from '../../kernel/db/constraints.ts';
import { Refusal } from '../../kernel/errors.ts';
import { merges } from './merges.schema.ts';

export type MergeRow = typeof merges.$inferSelect;

export const busy = (): Refusal =>
  new Refusal(
    409,
    'merge.running',
    'One of these records is being merged or moved at this moment. Wait until that is done, then try again.',
  );

export async function insertMerge(db: Db, values: typeof merges.$inferInsert): Promise<number> {
  const [row] = await refusing({ merges_loser_once: busy }, () => db.insert(merges).values(values).returning({ id: merges.id }));
  if (!row) throw new Error('No merge was inserted.');
  return row.id;
}

/** A job that was given to two processes does each portion once. */
export async function lockMerge(db: Db, id: number): Promise<MergeRow | null> {
  const [row] = await db.select().from(merges).where(eq(merges.id, id)).for('update');
  return row ?? null;
}

export async function updateMerge(db: Db, id: number, values: Partial<typeof merges.$inferInsert>): Promise<void> {
  await db.update(merges).set(values).where(eq(merges.id, id));
}

/** Both records, in the order of their ids, so that A into B and B into A at once wait for each other. */
export async function lockRecords(db: Db, kind: MergeRow['kind'], ids: readonly number[]): Promise<void> {
  const table = sql.raw(kind === 'contact' ? 'accounts' : 'companies');
  for (const id of [...ids].sort((a, b) => a - b)) await db.execute(sql`select 1 from ${table} where id = ${id} for update`);
}

/** Is one of these on its way to or from somewhere? Contacts count with their companies. */
export async function isUnderWay(db: Db, kind: MergeRow['kind'], ids: readonly number[]): Promise<boolean> {
  const found = await db
    .select({ id: merges.id })
    .from(merges)
    .where(
      and(
        inArray(merges.state, ['running', 'undoing']),
        eq(merges.kind, kind),
        or(inArray(merges.loserId, [...ids]), inArray(merges.winnerId, [...ids])),
      ),
    )
    .limit(1);
  return found.length > 0;
}
