import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { drafts } from './tickets.schema.ts';

export async function findDraft(db: Db, accountId: number, key: string): Promise<{ key: string; body: unknown; updatedAt: string } | null> {
  const [row] = await db
    .select({ key: drafts.key, body: drafts.body, updatedAt: drafts.updatedAt })
    .from(drafts)
    .where(and(eq(drafts.accountId, accountId), eq(drafts.key, key)));
  return row ?? null;
}

export async function saveDraftRow(db: Db, accountId: number, key: string, body: unknown, now: string): Promise<void> {
  const json = sql`${JSON.stringify(body)}::jsonb`;
  await db
    .insert(drafts)
    .values({ accountId, key, body: json, updatedAt: now })
    .onConflictDoUpdate({ target: [drafts.accountId, drafts.key], set: { body: json, updatedAt: now } });
}

/** Keeps the newest `keep` drafts of a person. */
export async function trimDrafts(db: Db, accountId: number, keep: number): Promise<void> {
  await db.execute(sql`delete from drafts where account_id = ${accountId} and key in (
    select key from drafts where account_id = ${accountId} order by updated_at desc, key offset ${keep})`);
}

export async function deleteDraftRow(db: Db, accountId: number, key: string): Promise<void> {
  await db.delete(drafts).where(and(eq(drafts.accountId, accountId), eq(drafts.key, key)));
}
