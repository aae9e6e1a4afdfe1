import type { InferSelectModel } from 'drizzle-orm';
import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { scimConnections, scimTokens } from './scim.schema.ts';

export type Connection = InferSelectModel<typeof scimConnections>;

export async function findConnection(db: Db, id: number): Promise<Connection | null> {
  const [row] = await db.select().from(scimConnections).where(eq(scimConnections.id, id));
  return row ?? null;
}

export async function lockConnection(db: Db, id: number): Promise<Connection | null> {
  const [row] = await db.select().from(scimConnections).where(eq(scimConnections.id, id)).for('update');
  return row ?? null;
}

type Values = Partial<Pick<Connection, 'name' | 'enabled' | 'mayAdopt' | 'onDelete' | 'techRole' | 'managesAdmins'>>;

export async function insertConnection(
  db: Db,
  values: Values & Pick<Connection, 'name' | 'audience' | 'companyId' | 'mayAdopt'>,
  now: string,
): Promise<number> {
  const [row] = await db
    .insert(scimConnections)
    .values({ ...values, createdAt: now, updatedAt: now })
    .returning({ id: scimConnections.id });
  if (!row) throw new Error('No SCIM connection was inserted.');
  return row.id;
}

export async function updateConnectionRow(db: Db, id: number, values: Values, now: string): Promise<void> {
  await db
    .update(scimConnections)
    .set({ ...values, updatedAt: now, version: sql`${scimConnections.version} + 1` })
    .where(eq(scimConnections.id, id));
}

export async function deleteConnection(db: Db, id: number): Promise<void> {
  await db.delete(scimConnections).where(eq(scimConnections.id, id));
}

const { id: tokenId, prefix, createdAt, expiresAt, lastUsedAt } = scimTokens;
/** Never the hash: nobody needs to see it. */
const shown = { id: tokenId, prefix, createdAt, expiresAt, lastUsedAt };
const alive = (now: string) => or(isNull(scimTokens.expiresAt), gt(scimTokens.expiresAt, now));

/** Those that work, newest first. */
export async function listTokens(db: Db, connectionId: number, now: string) {
  return db
    .select(shown)
    .from(scimTokens)
    .where(and(eq(scimTokens.connectionId, connectionId), alive(now)))
    .orderBy(desc(scimTokens.id))
    .limit(20);
}

export async function insertToken(db: Db, token: typeof scimTokens.$inferInsert): Promise<void> {
  await db.insert(scimTokens).values(token);
}

/** Every token there is ends by this moment; one that ends sooner stays so. */
export async function endTokensBy(db: Db, connectionId: number, at: string): Promise<void> {
  await db
    .update(scimTokens)
    .set({ expiresAt: at })
    .where(and(eq(scimTokens.connectionId, connectionId), or(isNull(scimTokens.expiresAt), gt(scimTokens.expiresAt, at))));
}

/** Its company went into another one: there is nobody to manage, until that is undone. */
const ofStub = sql<boolean>`exists (select 1 from companies c where c.id = ${scimConnections.companyId} and c.merged_into_id is not null)`;

/** The connection of a token that works now, with when it was last seen: one statement by the hash. */
export async function findByToken(db: Db, tokenHash: string, now: string) {
  const [row] = await db
    .select({ connection: scimConnections, tokenId: scimTokens.id, usedAt: scimTokens.lastUsedAt, ofStub })
    .from(scimTokens)
    .innerJoin(scimConnections, eq(scimConnections.id, scimTokens.connectionId))
    .where(and(eq(scimTokens.tokenHash, tokenHash), alive(now)));
  return row ?? null;
}

/** Not a change of the connection: its version stays. */
export async function noteUse(db: Db, used: { readonly connectionId: number; readonly tokenId: number }, now: string): Promise<void> {
  await db.update(scimTokens).set({ lastUsedAt: now }).where(eq(scimTokens.id, used.tokenId));
  await db.update(scimConnections).set({ lastUsedAt: now }).where(eq(scimConnections.id, used.connectionId));
}
