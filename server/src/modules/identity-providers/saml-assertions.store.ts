import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { samlAssertions } from './identity-providers.schema.ts';

export type KeptAssertion = typeof samlAssertions.$inferSelect;

/** Remembers an assertion; false when it was here before, in this process or another: the key decides. */
export async function keepAssertion(db: Db, row: typeof samlAssertions.$inferInsert): Promise<boolean> {
  const kept = await db
    .insert(samlAssertions)
    .values(row)
    .onConflictDoNothing({ target: [samlAssertions.providerId, samlAssertions.assertionHash] })
    .returning({ providerId: samlAssertions.providerId });
  return kept.length === 1;
}

/** Hands out once what an assertion has proven. */
export async function redeemAssertion(db: Db, tokenHash: string, providerId: number, now: string): Promise<KeptAssertion | null> {
  const [row] = await db
    .update(samlAssertions)
    .set({ redeemedAt: now })
    .where(
      and(
        eq(samlAssertions.tokenHash, tokenHash),
        eq(samlAssertions.providerId, providerId),
        isNull(samlAssertions.redeemedAt),
        gt(samlAssertions.tokenExpiresAt, now),
      ),
    )
    .returning();
  return row ?? null;
}

export async function deleteOldAssertions(db: Db, before: string): Promise<void> {
  await db.delete(samlAssertions).where(lt(samlAssertions.expiresAt, before));
}

/** Tokens that were not redeemed yet: what they would open was vouched for by something that is trusted no more. */
export async function voidAssertions(db: Db, providerId: number, now: string): Promise<void> {
  await db
    .update(samlAssertions)
    .set({ tokenExpiresAt: now })
    .where(and(eq(samlAssertions.providerId, providerId), isNull(samlAssertions.redeemedAt)));
}
