import { and, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm';
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
  | { readonly state: 'failed' | 'suppressed' | 'queued'; readonly lastError: string };

/** Ends an attempt. Whatever was sealed is erased unless it will be tried again. */
export async function settleMail(db: Db, id: number, outcome: Outcome): Promise<void> {
  await db
    .update(mails)
    .set({
      ...outcome,
      ...(outcome.state === 'sent' ? { lastError: null } : {}),
      ...(outcome.state === 'queued' ? {} : { sealed: null }),
      version: sql`${mails.version} + 1`,
    })
    .where(and(eq(mails.id, id), eq(mails.state, 'sending')));
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

/** A mail that arrives twice is kept once, as a good mail server does. */
export async function insertInboxMessage(db: Db, row: Omit<typeof inboxMessages.$inferInsert, 'mailId'>): Promise<void> {
  const mailId = sql<number>`(select id from mails where message_id = ${row.messageId})`;
  await db
    .insert(inboxMessages)
    .values({ ...row, mailId: mailId as unknown as number })
    .onConflictDoNothing({ target: inboxMessages.messageId });
}
