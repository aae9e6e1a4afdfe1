import { and, eq, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { signInChallenges } from './access.schema.ts';

export type Challenge = typeof signInChallenges.$inferSelect;

export async function insertChallenge(db: Db, challenge: typeof signInChallenges.$inferInsert): Promise<void> {
  await db.insert(signInChallenges).values(challenge);
}

export async function findChallenge(db: Db, id: string): Promise<Challenge | null> {
  const [found] = await db.select().from(signInChallenges).where(eq(signInChallenges.id, id));
  return found ?? null;
}

export async function findChallengeByLink(db: Db, linkHash: string): Promise<Challenge | null> {
  const [found] = await db.select().from(signInChallenges).where(eq(signInChallenges.linkHash, linkHash));
  return found ?? null;
}

/** Takes one of the few tries, before the code is compared: tries made at the same moment are counted one by one. Null when none is left. */
export async function takeTry(db: Db, id: string): Promise<number | null> {
  const [taken] = await db
    .update(signInChallenges)
    .set({ attempts: sql`${signInChallenges.attempts} + 1` })
    .where(and(eq(signInChallenges.id, id), lt(signInChallenges.attempts, signInChallenges.maxAttempts)))
    .returning({ attempts: signInChallenges.attempts });
  return taken?.attempts ?? null;
}

/** Uses a challenge up, code and link together; false when somebody was faster. */
export async function consumeChallenge(db: Db, id: string, now: string): Promise<boolean> {
  const used = await db
    .update(signInChallenges)
    .set({ consumedAt: now })
    .where(and(eq(signInChallenges.id, id), isNull(signInChallenges.consumedAt), gt(signInChallenges.expiresAt, now)))
    .returning({ id: signInChallenges.id });
  return used.length === 1;
}

/** When this browser last asked for a code for this address that it has not used yet, and whether it ever got in with the address. */
export async function historyOf(
  db: Db,
  emailKey: string,
  browserHash: string,
): Promise<{ lastAskedAt: string | null; isTrusted: boolean }> {
  const rows = await db
    .select({ createdAt: signInChallenges.createdAt, consumedAt: signInChallenges.consumedAt })
    .from(signInChallenges)
    .where(and(eq(signInChallenges.emailKey, emailKey), eq(signInChallenges.browserHash, browserHash)))
    .orderBy(sql`${signInChallenges.createdAt} desc`)
    .limit(50);
  const [newest] = rows;
  return {
    lastAskedAt: newest && newest.consumedAt === null ? newest.createdAt : null,
    isTrusted: rows.some((row) => row.consumedAt !== null),
  };
}

/** Used challenges are kept longer: they are how a browser is known to have got in with an address before. */
export async function deleteOldChallenges(db: Db, unusedBefore: string, usedBefore: string): Promise<void> {
  await db.delete(signInChallenges).where(and(isNull(signInChallenges.consumedAt), lt(signInChallenges.expiresAt, unusedBefore)));
  await db.delete(signInChallenges).where(and(isNotNull(signInChallenges.consumedAt), lt(signInChallenges.expiresAt, usedBefore)));
}
