import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { apiKeys } from './access.schema.ts';

const { id: keyId, name, prefix, scopes, mayActAs, expiresAt, lastUsedAt, revokedAt, createdAt } = apiKeys;
/** Never the hash: nobody needs to see it. */
const shown = { id: keyId, name, prefix, scopes, mayActAs, createdAt, expiresAt, lastUsedAt, revokedAt };

export async function listKeys(db: Db, accountId: number) {
  return db.select(shown).from(apiKeys).where(eq(apiKeys.accountId, accountId)).orderBy(desc(apiKeys.id)).limit(200);
}

export async function insertKey(db: Db, key: typeof apiKeys.$inferInsert) {
  const [row] = await db.insert(apiKeys).values(key).returning(shown);
  if (!row) throw new Error('No API key was inserted.');
  return row;
}

/** Revokes one of the owner's keys; false when it is not theirs. A key that was revoked before stays as it was. */
export async function revokeKey(db: Db, id: number, accountId: number, now: string): Promise<boolean> {
  const mine = and(eq(apiKeys.id, id), eq(apiKeys.accountId, accountId));
  await db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(mine, isNull(apiKeys.revokedAt)));
  return (await db.select({ id: apiKeys.id }).from(apiKeys).where(mine)).length === 1;
}

export async function touchKey(db: Db, id: number, now: string): Promise<void> {
  await db.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, id));
}
