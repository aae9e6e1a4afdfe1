import { eq, inArray } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { accountPasswords } from './access.schema.ts';

export async function findPasswordHash(db: Db, accountId: number): Promise<string | null> {
  const [row] = await db.select({ hash: accountPasswords.hash }).from(accountPasswords).where(eq(accountPasswords.accountId, accountId));
  return row?.hash ?? null;
}

export const hasPassword = async (db: Db, accountId: number): Promise<boolean> => (await findPasswordHash(db, accountId)) !== null;

export async function listPasswordHashes(db: Db, accountIds: readonly number[]): Promise<{ accountId: number; hash: string }[]> {
  if (accountIds.length === 0) return [];
  return db
    .select({ accountId: accountPasswords.accountId, hash: accountPasswords.hash })
    .from(accountPasswords)
    .where(inArray(accountPasswords.accountId, [...accountIds]))
    .orderBy(accountPasswords.accountId);
}

export async function upsertPassword(db: Db, accountId: number, hash: string, setBy: number | null, now: string): Promise<void> {
  await db
    .insert(accountPasswords)
    .values({ accountId, hash, setBy, setAt: now })
    .onConflictDoUpdate({ target: accountPasswords.accountId, set: { hash, setBy, setAt: now } });
}

export async function deletePassword(db: Db, accountId: number): Promise<void> {
  await db.delete(accountPasswords).where(eq(accountPasswords.accountId, accountId));
}
