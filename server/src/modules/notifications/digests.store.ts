import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { notices } from './notifications.schema.ts';

const { id, accountId, heldUntil, digestAt } = notices;

/** When a summary is to tell of these; null = never. What a summary told of in the meantime waits no more, and is not planned again. */
export async function planDigest(db: Db, ids: readonly number[], at: string | null): Promise<void> {
  if (ids.length > 0)
    await db
      .update(notices)
      .set({ digestAt: at })
      .where(and(inArray(id, [...ids]), isNotNull(digestAt)));
}

export async function noteMail(db: Db, ids: readonly number[], mail: number): Promise<void> {
  await db
    .update(notices)
    .set({ mailId: mail })
    .where(inArray(id, [...ids]));
}

/** Quiet hours that changed: what they hold is looked at anew. */
export async function endQuiet(db: Db, person: number, at: string | null): Promise<void> {
  await db
    .update(notices)
    .set({ heldUntil: at })
    .where(and(eq(accountId, person), isNotNull(heldUntil)));
}
