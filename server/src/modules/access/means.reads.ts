import type { Passkey } from '@portico/contracts/passkeys/shapes.ts';
import { asc, eq } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { accountPasskeys } from '../passkeys/passkeys.schema.ts';

/** More than a person has devices. */
export const MOST_PASSKEYS = 10;

/** Passkeys of an account, oldest first. */
export async function listPasskeys(db: Db, accountId: number): Promise<Passkey[]> {
  return db
    .select({
      id: accountPasskeys.id,
      name: accountPasskeys.name,
      createdAt: accountPasskeys.createdAt,
      lastUsedAt: accountPasskeys.lastUsedAt,
      isSynced: accountPasskeys.isSynced,
    })
    .from(accountPasskeys)
    .where(eq(accountPasskeys.accountId, accountId))
    .orderBy(asc(accountPasskeys.id))
    .limit(MOST_PASSKEYS);
}
