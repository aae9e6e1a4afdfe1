import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { identityTransactions } from './identity-providers.schema.ts';

export type Transaction = typeof identityTransactions.$inferSelect;

export async function insertTransaction(db: Db, row: typeof identityTransactions.$inferInsert): Promise<void> {
  await db.insert(identityTransactions).values(row);
}

/** Uses a way out and back up, whatever becomes of it; null when there is none for this provider, it was used, or it is too late. */
export async function consumeTransaction(db: Db, keyHash: string, providerId: number, now: string): Promise<Transaction | null> {
  const [row] = await db
    .update(identityTransactions)
    .set({ consumedAt: now })
    .where(
      and(
        eq(identityTransactions.keyHash, keyHash),
        eq(identityTransactions.providerId, providerId),
        isNull(identityTransactions.consumedAt),
        gt(identityTransactions.expiresAt, now),
      ),
    )
    .returning();
  return row ?? null;
}

export async function deleteOldTransactions(db: Db, before: string): Promise<void> {
  await db.delete(identityTransactions).where(lt(identityTransactions.expiresAt, before));
}

/** Ways out to a provider that did not come back yet. */
export async function voidTransactions(db: Db, providerId: number): Promise<void> {
  await db
    .delete(identityTransactions)
    .where(and(eq(identityTransactions.providerId, providerId), isNull(identityTransactions.consumedAt)));
}
