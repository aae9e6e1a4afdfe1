import { eq } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { refusing } from '../../kernel/db/constraints.ts';
import { Refusal } from '../../kernel/errors.ts';
import { merges } from './merges.schema.ts';

export type MergeRow = typeof merges.$inferSelect;

export const busy = (): Refusal =>
  new Refusal(
    409,
    'merge.running',
    'One of these records, or somebody in them, is being merged, moved or erased at this moment. Wait until that is done, then try again.',
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
