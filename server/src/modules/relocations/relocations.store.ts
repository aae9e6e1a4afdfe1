import { eq } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { refusing } from '../../kernel/db/constraints.ts';
import { Refusal } from '../../kernel/errors.ts';
import { relocations } from './relocations.schema.ts';

export type RelocationRow = typeof relocations.$inferSelect;

export const stillRunning = (): Refusal =>
  new Refusal(
    409,
    'relocation.running',
    'This contact or one of the companies is being moved or merged at this moment. Wait until that is done.',
  );

export async function insertRelocation(db: Db, values: typeof relocations.$inferInsert): Promise<number> {
  const [row] = await refusing({ relocations_running: stillRunning }, () =>
    db.insert(relocations).values(values).returning({ id: relocations.id }),
  );
  if (!row) throw new Error('No relocation was inserted.');
  return row.id;
}

/** A job that was given to two processes does each portion once. */
export async function lockRelocation(db: Db, id: number): Promise<RelocationRow | null> {
  const [row] = await db.select().from(relocations).where(eq(relocations.id, id)).for('update');
  return row ?? null;
}

export async function updateRelocation(db: Db, id: number, values: Partial<typeof relocations.$inferInsert>): Promise<void> {
  await db.update(relocations).set(values).where(eq(relocations.id, id));
}
