import { and, asc, eq, lt, or, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { accountPasskeys } from './passkeys.schema.ts';

export type StoredPasskey = typeof accountPasskeys.$inferSelect;

export async function findByCredential(db: Db, credentialId: string): Promise<StoredPasskey | null> {
  const [row] = await db.select().from(accountPasskeys).where(eq(accountPasskeys.credentialId, credentialId));
  return row ?? null;
}

/** What a browser needs to know of the passkeys of an account, and the name the account has among devices. */
export async function listCredentials(db: Db, accountId: number) {
  return db
    .select({ id: accountPasskeys.credentialId, transports: accountPasskeys.transports, userHandle: accountPasskeys.userHandle })
    .from(accountPasskeys)
    .where(eq(accountPasskeys.accountId, accountId))
    .orderBy(asc(accountPasskeys.id));
}

/** Null when the credential is registered already, here or with another account. */
export async function insertPasskey(db: Db, passkey: typeof accountPasskeys.$inferInsert): Promise<StoredPasskey | null> {
  const [row] = await db.insert(accountPasskeys).values(passkey).onConflictDoNothing().returning();
  return row ?? null;
}

/** Notes a use; false when the passkey is gone, or its count was reached by somebody else meanwhile. */
export async function notePasskeyUse(db: Db, id: number, use: { readonly signCount: number; readonly now: string }): Promise<boolean> {
  const { signCount, now: lastUsedAt } = use;
  const isNext = or(lt(accountPasskeys.signCount, signCount), and(eq(accountPasskeys.signCount, 0), sql`${signCount}::bigint = 0`));
  const rows = await db
    .update(accountPasskeys)
    .set({ signCount, lastUsedAt })
    .where(and(eq(accountPasskeys.id, id), isNext))
    .returning({ id: accountPasskeys.id });
  return rows.length === 1;
}

export async function renameStored(db: Db, key: { readonly id: number; readonly accountId: number }, name: string): Promise<boolean> {
  const rows = await db.update(accountPasskeys).set({ name }).where(own(key)).returning({ id: accountPasskeys.id });
  return rows.length === 1;
}

/** The name it had; null when there is no such passkey of this account. */
export async function deletePasskey(db: Db, key: { readonly id: number; readonly accountId: number }): Promise<string | null> {
  const [row] = await db.delete(accountPasskeys).where(own(key)).returning({ name: accountPasskeys.name });
  return row?.name ?? null;
}

const own = ({ id, accountId }: { readonly id: number; readonly accountId: number }) =>
  and(eq(accountPasskeys.id, id), eq(accountPasskeys.accountId, accountId));
