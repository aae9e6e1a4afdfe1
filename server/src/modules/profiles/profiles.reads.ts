import { eq } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { accounts } from '../accounts/accounts.schema.ts';

/** In which zone somebody lives, and whether they are still there. */
export async function findOwnZone(
  db: Db,
  accountId: number,
): Promise<{ readonly active: boolean; readonly timeZone: string | null } | null> {
  const [row] = await db.select({ active: accounts.active, timeZone: accounts.timeZone }).from(accounts).where(eq(accounts.id, accountId));
  return row ?? null;
}
