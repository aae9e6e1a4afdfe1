import { eq } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { scheduleFeeds } from './schedules.schema.ts';

type FeedRow = typeof scheduleFeeds.$inferSelect;

export async function findFeed(db: Db, accountId: number): Promise<FeedRow | null> {
  const [row] = await db.select().from(scheduleFeeds).where(eq(scheduleFeeds.accountId, accountId));
  return row ?? null;
}

export async function findFeedByToken(db: Db, tokenHash: string): Promise<FeedRow | null> {
  const [row] = await db.select().from(scheduleFeeds).where(eq(scheduleFeeds.tokenHash, tokenHash));
  return row ?? null;
}

export async function saveFeed(db: Db, row: Pick<FeedRow, 'accountId' | 'tokenHash' | 'createdAt'>): Promise<void> {
  const values = { ...row, lastReadAt: null };
  await db.insert(scheduleFeeds).values(values).onConflictDoUpdate({ target: scheduleFeeds.accountId, set: values });
}

export async function deleteFeed(db: Db, accountId: number): Promise<boolean> {
  const rows = await db.delete(scheduleFeeds).where(eq(scheduleFeeds.accountId, accountId)).returning({ id: scheduleFeeds.accountId });
  return rows.length > 0;
}

export async function noteRead(db: Db, row: FeedRow, now: string): Promise<void> {
  await db.update(scheduleFeeds).set({ lastReadAt: now }).where(eq(scheduleFeeds.tokenHash, row.tokenHash));
}
