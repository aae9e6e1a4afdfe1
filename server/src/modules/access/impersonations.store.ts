import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { impersonations } from './access.schema.ts';

export async function insertImpersonation(db: Db, row: typeof impersonations.$inferInsert): Promise<number> {
  const [made] = await db.insert(impersonations).values(row).returning({ id: impersonations.id });
  if (!made) throw new Error('No impersonation was inserted.');
  return made.id;
}

/** One that still goes on, by its place and the secret of its cookie. */
export async function findImpersonation(db: Db, id: number, tokenHash: string, now: string) {
  const [row] = await db
    .select()
    .from(impersonations)
    .where(
      and(
        eq(impersonations.id, id),
        eq(impersonations.tokenHash, tokenHash),
        isNull(impersonations.endedAt),
        gt(impersonations.expiresAt, now),
      ),
    );
  return row ?? null;
}

/** Ends it for good; a second call changes nothing. */
export async function endImpersonationRow(db: Db, id: number, now: string): Promise<void> {
  await db
    .update(impersonations)
    .set({ endedAt: now })
    .where(and(eq(impersonations.id, id), isNull(impersonations.endedAt)));
}

/** A session that changes account leaves nothing open in anybody else's name. */
export async function endImpersonationsOf(db: Db, sessionId: number, now: string): Promise<void> {
  await db
    .update(impersonations)
    .set({ endedAt: now })
    .where(and(eq(impersonations.sessionId, sessionId), isNull(impersonations.endedAt)));
}
