import { and, asc, count, eq, gt, isNotNull, isNull, lt, or } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { accountRecoveryCodes, accountTotp } from './access.schema.ts';

export async function findTotp(db: Db, accountId: number) {
  const [row] = await db.select().from(accountTotp).where(eq(accountTotp.accountId, accountId));
  return row ?? null;
}

/** Begins, or begins again; false when one is in use already. */
export async function startTotp(db: Db, accountId: number, sealedSecret: string, now: string): Promise<boolean> {
  const rows = await db
    .insert(accountTotp)
    .values({ accountId, sealedSecret, createdAt: now })
    .onConflictDoUpdate({ target: accountTotp.accountId, set: { sealedSecret, createdAt: now }, setWhere: isNull(accountTotp.confirmedAt) })
    .returning({ id: accountTotp.accountId });
  return rows.length === 1;
}

/** Takes it into use, with the step that showed it works; false when somebody else was faster or began anew. */
export async function confirmTotp(db: Db, accountId: number, sealedSecret: string, step: number, now: string): Promise<boolean> {
  const rows = await db
    .update(accountTotp)
    .set({ confirmedAt: now, lastStep: step })
    .where(and(eq(accountTotp.accountId, accountId), eq(accountTotp.sealedSecret, sealedSecret), isNull(accountTotp.confirmedAt)))
    .returning({ id: accountTotp.accountId });
  return rows.length === 1;
}

/** Uses a step up; false when it, or a later one, was used before. */
export async function useStep(db: Db, accountId: number, step: number): Promise<boolean> {
  const fresh = or(isNull(accountTotp.lastStep), lt(accountTotp.lastStep, step));
  const rows = await db
    .update(accountTotp)
    .set({ lastStep: step })
    .where(and(eq(accountTotp.accountId, accountId), isNotNull(accountTotp.confirmedAt), fresh))
    .returning({ id: accountTotp.accountId });
  return rows.length === 1;
}

/** Removes app and codes; false when there was nothing. */
export async function deleteSecondFactor(db: Db, accountId: number): Promise<boolean> {
  await db.delete(accountRecoveryCodes).where(eq(accountRecoveryCodes.accountId, accountId));
  const rows = await db.delete(accountTotp).where(eq(accountTotp.accountId, accountId)).returning({ id: accountTotp.accountId });
  return rows.length === 1;
}

export async function replaceRecoveryCodes(db: Db, accountId: number, hashes: readonly string[], now: string): Promise<void> {
  await db.delete(accountRecoveryCodes).where(eq(accountRecoveryCodes.accountId, accountId));
  await db.insert(accountRecoveryCodes).values(hashes.map((codeHash) => ({ accountId, codeHash, createdAt: now })));
}

const unused = (accountId: number, codeHash: string) =>
  and(eq(accountRecoveryCodes.accountId, accountId), eq(accountRecoveryCodes.codeHash, codeHash), isNull(accountRecoveryCodes.usedAt));

export async function hasRecoveryCode(db: Db, accountId: number, codeHash: string): Promise<boolean> {
  return (await db.$count(accountRecoveryCodes, unused(accountId, codeHash))) > 0;
}

/** Uses a code up; false when it was used before. */
export async function useRecoveryCode(db: Db, accountId: number, codeHash: string, now: string): Promise<boolean> {
  const rows = await db
    .update(accountRecoveryCodes)
    .set({ usedAt: now })
    .where(unused(accountId, codeHash))
    .returning({ hash: accountRecoveryCodes.codeHash });
  return rows.length === 1;
}

export async function countRecoveryCodes(db: Db, accountId: number): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(accountRecoveryCodes)
    .where(and(eq(accountRecoveryCodes.accountId, accountId), isNull(accountRecoveryCodes.usedAt)));
  return row?.count ?? 0;
}

/** For `portico secrets`. */
export async function listSealedSecrets(db: Db, page: { readonly afterId: number; readonly limit: number }) {
  const rows = await db
    .select({ id: accountTotp.accountId, sealed: accountTotp.sealedSecret })
    .from(accountTotp)
    .where(gt(accountTotp.accountId, page.afterId))
    .orderBy(asc(accountTotp.accountId))
    .limit(page.limit);
  return rows.map((row) => ({ ...row, boundTo: `account:${row.id}` }));
}

export async function replaceSealedSecret(db: Db, row: { readonly id: number; readonly sealed: string }, sealed: string): Promise<boolean> {
  const rows = await db
    .update(accountTotp)
    .set({ sealedSecret: sealed })
    .where(and(eq(accountTotp.accountId, row.id), eq(accountTotp.sealedSecret, row.sealed)))
    .returning({ id: accountTotp.accountId });
  return rows.length === 1;
}
