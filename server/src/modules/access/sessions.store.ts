import type { SessionLimit } from '@portico/contracts/access/settings.ts';
import { and, desc, eq, gt, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Ctx, Db } from '../../kernel/context.ts';
import type { SessionEnd } from '../../kernel/http/authenticate.ts';
import { noteSeen } from '../accounts/index.ts';
import { accountEntries, sessionProofs, sessions } from './access.schema.ts';
import type { Proof, ProofMethod } from './proofs.rules.ts';
import { limitsSince, SECOND_FACTORS, sessionEnd } from './sessions.rules.ts';

export interface SessionRow {
  readonly id: number;
  readonly emailKey: string;
  readonly accountId: number | null;
  readonly enteredAt: string | null;
}

/** Neither ended nor run out; how long it may lie unused is judged when it is used. */
const live = (now: string) => and(isNull(sessions.revokedAt), gt(sessions.expiresAt, now));

export async function insertSession(
  db: Db,
  ctx: Pick<Ctx, 'now' | 'ip' | 'userAgent'>,
  session: { readonly tokenHash: string; readonly emailKey: string },
): Promise<number> {
  const [row] = await db
    .insert(sessions)
    .values({ ...session, ip: ctx.ip, userAgent: ctx.userAgent, createdAt: ctx.now, lastSeenAt: ctx.now, expiresAt: sessionEnd(ctx.now) })
    .returning({ id: sessions.id });
  if (!row) throw new Error('No session was inserted.');
  return row.id;
}

/** The session as it stands, locked against a second change at the same moment; null when it is over. */
export async function lockSession(db: Db, id: number, now: string): Promise<SessionRow | null> {
  const [row] = await db
    .select({ id: sessions.id, emailKey: sessions.emailKey, accountId: sessions.accountId, enteredAt: sessions.enteredAt })
    .from(sessions)
    .where(and(eq(sessions.id, id), live(now)))
    .for('update');
  return row ?? null;
}

export async function listProofs(db: Db, sessionId: number): Promise<Proof[]> {
  return db
    .select({ issuer: sessionProofs.issuer, method: sessionProofs.method, subject: sessionProofs.subject, at: sessionProofs.provenAt })
    .from(sessionProofs)
    .where(eq(sessionProofs.sessionId, sessionId));
}

export async function addProofs(db: Db, sessionId: number, proofs: readonly Proof[]): Promise<void> {
  await db
    .insert(sessionProofs)
    .values(proofs.map(({ at, ...proof }) => ({ ...proof, sessionId, provenAt: at })))
    .onConflictDoUpdate({
      target: [sessionProofs.sessionId, sessionProofs.issuer, sessionProofs.method, sessionProofs.subject],
      set: { provenAt: sql`excluded.proven_at` },
    });
}

/** A new token for the same session, good for a full term again. */
export async function renewSession(db: Db, id: number, tokenHash: string, now: string): Promise<void> {
  await db
    .update(sessions)
    .set({ tokenHash, lastSeenAt: now, expiresAt: sessionEnd(now) })
    .where(eq(sessions.id, id));
}

/** What a password (or another means) vouched for is no longer vouched for, in whatever session it was shown. */
export async function forgetProofs(db: Db, issuer: string, methods: readonly ProofMethod[], exceptSession: number | null): Promise<void> {
  const others = exceptSession === null ? undefined : ne(sessionProofs.sessionId, exceptSession);
  await db.delete(sessionProofs).where(and(eq(sessionProofs.issuer, issuer), inArray(sessionProofs.method, [...methods]), others));
}

/** Sessions that this passkey opened or strengthened must show something else, all but one; returns which they were. */
export async function forgetPasskey(db: Db, issuer: string, passkeyId: number, exceptSession: number | null): Promise<number[]> {
  const others = exceptSession === null ? undefined : ne(sessionProofs.sessionId, exceptSession);
  const of = or(eq(sessionProofs.subject, String(passkeyId)), sql`starts_with(${sessionProofs.subject}, ${`${passkeyId} `})`);
  const rows = await db
    .delete(sessionProofs)
    .where(and(eq(sessionProofs.issuer, issuer), eq(sessionProofs.method, 'passkey'), of, others))
    .returning({ sessionId: sessionProofs.sessionId });
  return rows.map(({ sessionId }) => sessionId);
}

/** As `forgetProofs`, for all sessions; returns which they were. */
export async function dropProofs(db: Db, issuer: string): Promise<number[]> {
  const rows = await db.delete(sessionProofs).where(eq(sessionProofs.issuer, issuer)).returning({ sessionId: sessionProofs.sessionId });
  return [...new Set(rows.map(({ sessionId }) => sessionId))];
}

/** Sessions of accounts that were shut leave them; what they have proven stays, so that other accounts can still be chosen. */
export async function leaveAccounts(db: Db, accountIds: readonly number[]): Promise<void> {
  if (accountIds.length === 0) return;
  await db
    .update(sessions)
    .set({ accountId: null })
    .where(and(inArray(sessions.accountId, [...accountIds]), isNull(sessions.revokedAt)));
}

/** The session acts for this account from now on; remembered so that it is offered first next time. */
export async function enterAccount(db: Db, sessionId: number, accountId: number, now: string): Promise<void> {
  await db.update(sessions).set({ accountId, lastSeenAt: now, enteredAt: now }).where(eq(sessions.id, sessionId));
  await db
    .insert(accountEntries)
    .values({ accountId, enteredAt: now })
    .onConflictDoUpdate({ target: accountEntries.accountId, set: { enteredAt: now } });
  await noteSeen(db, accountId, now);
}

/** Ends sessions and returns which were still open. */
export async function revokeSessions(db: Db, ids: readonly number[], now: string, endReason: SessionEnd): Promise<{ id: number }[]> {
  if (ids.length === 0) return [];
  return db
    .update(sessions)
    .set({ revokedAt: now, endReason })
    .where(and(inArray(sessions.id, [...ids]), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id });
}

/** Ends every session of these accounts but one. */
export async function revokeSessionsOfAccounts(
  db: Db,
  accountIds: readonly number[],
  keep: number | null,
  now: string,
  endReason: SessionEnd,
): Promise<{ id: number }[]> {
  if (accountIds.length === 0) return [];
  return db
    .update(sessions)
    .set({ revokedAt: now, endReason })
    .where(and(inArray(sessions.accountId, [...accountIds]), isNull(sessions.revokedAt), keep === null ? undefined : ne(sessions.id, keep)))
    .returning({ id: sessions.id });
}

/** Open sessions of an account, as far as its role's limits let them go on. */
export async function listSessionRows(db: Db, accountId: number, limit: SessionLimit, now: string) {
  const { usedSince, provenSince } = limitsSince(limit, now);
  const provenAt = sql`(select coalesce(max(p.proven_at), ${sessions.createdAt}) from session_proofs p
    where p.session_id = ${sessions.id} and p.method not in (${sql.join(
      SECOND_FACTORS.map((method) => sql`${method}`),
      sql`, `,
    )}))`;
  return db
    .select({
      id: sessions.id,
      ip: sessions.ip,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), live(now), gt(sessions.lastSeenAt, usedSince), sql`${provenAt} > ${provenSince}`))
    .orderBy(desc(sessions.createdAt), desc(sessions.id))
    .limit(100);
}

/** Sessions of an address that are in none of its accounts yet. */
export async function listSessionsThatMayEnter(db: Db, emailKey: string | null, issuer: string): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    select id from sessions where revoked_at is null and email_key = ${emailKey}
    union select s.id from session_proofs p join sessions s on s.id = p.session_id where p.issuer = ${issuer} and s.revoked_at is null`);
  return rows.map((row) => row.id);
}

/** Notes that a session and its account are in use; one statement, outside every request's critical path. */
export async function touchSession(
  db: Db,
  session: { readonly id: number; readonly accountId: number | null },
  now: string,
): Promise<void> {
  await db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, session.id));
  if (session.accountId !== null) await noteSeen(db, session.accountId, now);
}

/** Forgets sessions that ended long ago. */
export async function deleteOldSessions(db: Db, before: string): Promise<void> {
  await db.delete(sessions).where(or(lt(sessions.expiresAt, before), lt(sessions.revokedAt, before)));
}
