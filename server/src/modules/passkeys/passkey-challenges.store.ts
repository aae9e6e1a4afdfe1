import { and, eq, lt } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { passkeyChallenges } from './passkeys.schema.ts';

export type PasskeyChallenge = typeof passkeyChallenges.$inferSelect;

export async function insertPasskeyChallenge(db: Db, challenge: typeof passkeyChallenges.$inferInsert): Promise<void> {
  await db.insert(passkeyChallenges).values(challenge);
}

/** Uses a challenge up, whatever becomes of the answer; null when there is none of this kind (any more). */
export async function takePasskeyChallenge(
  db: Db,
  challengeHash: string,
  kind: PasskeyChallenge['kind'],
): Promise<PasskeyChallenge | null> {
  const [row] = await db
    .delete(passkeyChallenges)
    .where(and(eq(passkeyChallenges.challengeHash, challengeHash), eq(passkeyChallenges.kind, kind)))
    .returning();
  return row ?? null;
}

export async function deleteOldPasskeyChallenges(db: Db, before: string): Promise<void> {
  await db.delete(passkeyChallenges).where(lt(passkeyChallenges.expiresAt, before));
}
