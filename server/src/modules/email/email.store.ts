import { and, eq, gt, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { inboxMessages, mails } from './email.schema.ts';

export type MailRow = typeof mails.$inferSelect;
export type NewMailRow = typeof mails.$inferInsert;

/** The id, or null when this fact already made a mail to this person. */
export async function insertMail(db: Db, row: NewMailRow): Promise<number | null> {
  const [made] = await db.insert(mails).values(row).onConflictDoNothing({ target: mails.dedupeKey }).returning({ id: mails.id });
  return made?.id ?? null;
}

/**
 * Takes a mail for one attempt; null when there is nothing left to do. A mail found in `sending` was interrupted: it is sent again
 * with the same Message-ID, because losing it would be worse than a second copy.
 */
export async function claimMail(db: Db, id: number): Promise<MailRow | null> {
  const [row] = await db
    .update(mails)
    .set({ state: 'sending', attempts: sql`${mails.attempts} + 1`, version: sql`${mails.version} + 1` })
    .where(and(eq(mails.id, id), inArray(mails.state, ['queued', 'sending'])))
    .returning();
  return row ?? null;
}

export type Outcome =
  | { readonly state: 'sent'; readonly sentAt: string }
  | { readonly state: 'failed' | 'suppressed' | 'queued'; readonly lastError: string }
  /** The server was to blame: the attempt does not count. */
  | { readonly state: 'queued'; readonly lastError: string; readonly uncounted: true };

/** Ends an attempt. Whatever was sealed is erased unless it will be tried again. */
export async function settleMail(db: Db, id: number, result: Outcome): Promise<void> {
  const { uncounted, ...outcome } = { uncounted: false, ...result };
  await db
    .update(mails)
    .set({
      ...outcome,
      ...(outcome.state === 'sent' ? { lastError: null } : {}),
      ...(outcome.state === 'queued' ? {} : { sealed: null }),
      ...(uncounted ? { attempts: sql`${mails.attempts} - 1` } : {}),
      version: sql`${mails.version} + 1`,
    })
    .where(and(eq(mails.id, id), eq(mails.state, 'sending')));
}

/**
 * Parked: waits for the mail server without a job of its own. Mails that the server has talked to us about (`attempts` > 0) always
 * have one.
 */
const parked = and(eq(mails.state, 'queued'), isNotNull(mails.lastError), eq(mails.attempts, 0), isNull(mails.sealed));

/** For a mail whose job comes while the server is known to be away; false when the mail needs an attempt of its own. */
export async function parkMail(db: Db, id: number, lastError: string): Promise<boolean> {
  const rows = await db
    .update(mails)
    .set({ lastError, version: sql`${mails.version} + 1` })
    .where(and(eq(mails.id, id), eq(mails.state, 'queued'), eq(mails.attempts, 0)))
    .returning({ id: mails.id });
  return rows.length > 0;
}

export async function isAnyParked(db: Db): Promise<boolean> {
  return (await db.select({ id: mails.id }).from(mails).where(parked).limit(1)).length > 0;
}

/** Takes parked mails back, oldest first; the caller sends their jobs in the same transaction. */
export async function releaseParked(db: Db, limit: number): Promise<number[]> {
  const oldest = db.select({ id: mails.id }).from(mails).where(parked).orderBy(mails.id).limit(limit);
  const rows = await db
    .update(mails)
    .set({ lastError: null, version: sql`${mails.version} + 1` })
    .where(and(parked, inArray(mails.id, oldest)))
    .returning({ id: mails.id });
  return rows.map((row) => row.id).sort((a, b) => a - b);
}

/** Mails that waited so long that nobody wants them any more. */
export async function failParkedBefore(db: Db, before: string, word: string): Promise<number> {
  const rows = await db
    .update(mails)
    .set({ state: 'failed', lastError: sql`${mails.lastError} || ${word}::text`, version: sql`${mails.version} + 1` })
    .where(and(parked, lt(mails.createdAt, before)))
    .returning({ id: mails.id });
  return rows.length;
}

/** Keeps what is really sent when it was written anew since the mail was queued. */
export async function rewriteMail(db: Db, id: number, content: { subject: string; html: string; text: string }): Promise<void> {
  await db.update(mails).set({ subject: content.subject, html: content.html, bodyText: content.text }).where(eq(mails.id, id));
}

/** Puts a failed mail back in line; false when it is in another state by now. */
export async function requeueMail(db: Db, id: number): Promise<boolean> {
  const rows = await db
    .update(mails)
    .set({ state: 'queued', lastError: null, version: sql`${mails.version} + 1` })
    .where(and(eq(mails.id, id), eq(mails.state, 'failed')))
    .returning({ id: mails.id });
  return rows.length > 0;
}

/** Codes whose delivery was cut off for good: what is sealed does not stay. */
export async function eraseSecretsBefore(db: Db, before: string, lastError: string): Promise<void> {
  await db
    .update(mails)
    .set({ state: 'failed', sealed: null, lastError, version: sql`${mails.version} + 1` })
    .where(and(isNotNull(mails.sealed), lt(mails.createdAt, before)));
}

export async function listSealedMails(
  db: Db,
  page: { readonly afterId: number; readonly limit: number },
): Promise<{ id: number; sealed: string; boundTo: string }[]> {
  const rows = await db
    .select({ id: mails.id, sealed: mails.sealed, boundTo: mails.toAddress })
    .from(mails)
    .where(and(isNotNull(mails.sealed), gt(mails.id, page.afterId)))
    .orderBy(mails.id)
    .limit(page.limit);
  return rows.map(({ sealed, ...row }) => ({ ...row, sealed: sealed ?? '' }));
}

/** The same content under another key; false when the mail was sent or erased meanwhile. */
export async function replaceSealed(db: Db, row: { readonly id: number; readonly sealed: string }, sealed: string): Promise<boolean> {
  const rows = await db
    .update(mails)
    .set({ sealed })
    .where(and(eq(mails.id, row.id), eq(mails.sealed, row.sealed)))
    .returning({ id: mails.id });
  return rows.length > 0;
}

/** A mail that arrives twice is kept once, as a good mail server does. */
export async function insertInboxMessage(db: Db, row: Omit<typeof inboxMessages.$inferInsert, 'mailId'>): Promise<void> {
  const mailId = sql<number>`(select id from mails where message_id = ${row.messageId})`;
  await db
    .insert(inboxMessages)
    .values({ ...row, mailId: mailId as unknown as number })
    .onConflictDoNothing({ target: inboxMessages.messageId });
}
