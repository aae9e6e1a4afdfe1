import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { notices } from './notifications.schema.ts';

/** A notice that a summary may tell of. */
export interface Told {
  readonly id: number;
  readonly eventId: number;
  readonly topic: string | null;
  readonly ticketId: number | null;
  readonly subject: { key: string; values: Record<string, string | number> };
  readonly lead: { key: string; values: Record<string, string | number> };
  readonly link: string;
  readonly createdAt: string;
  /** The person saw it in the bell, or opened the ticket since. */
  readonly isKnown: boolean;
}
const { id, eventId, topic, ticketId, subject, lead, link, createdAt, accountId, digestAt, heldAt, heldUntil, mailId } = notices;
const told = {
  id,
  eventId,
  topic,
  ticketId,
  subject,
  lead,
  link,
  createdAt,
  isKnown: sql<boolean>`((notices.shown and notices.read_at is not null) or exists (select 1 from ticket_reads r
    where r.account_id = notices.account_id and r.ticket_id = notices.ticket_id and r.seen_at >= notices.created_at))`,
};

/** People for whom a summary is due, by id: the next `limit` after the last. */
export async function listDuePeople(db: Db, now: string, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectDistinct({ accountId })
    .from(notices)
    .where(and(lte(digestAt, now), isNull(heldAt), gt(accountId, after)))
    .orderBy(asc(accountId))
    .limit(limit);
  return rows.map((row) => row.accountId);
}

/** People whose quiet hours are over and who have something waiting. */
export async function listEndedQuiet(db: Db, now: string, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectDistinct({ accountId })
    .from(notices)
    .where(and(lte(heldUntil, now), gt(accountId, after)))
    .orderBy(asc(accountId))
    .limit(limit);
  return rows.map((row) => row.accountId);
}

/** Takes what is due for one person, oldest first; what another process is at is left to it. */
export const lockDue = (db: Db, person: number, now: string): Promise<Told[]> =>
  db
    .select(told)
    .from(notices)
    .where(and(eq(accountId, person), lte(digestAt, now), isNull(heldAt)))
    .orderBy(asc(id))
    .for('update', { skipLocked: true });

/** What one summary told of, as it is now. */
export const listOfMail = (db: Db, mail: number): Promise<Told[]> => db.select(told).from(notices).where(eq(mailId, mail)).orderBy(asc(id));

/** Of these, those that the person may still be shown. */
export async function listReadable(db: Db, ids: readonly number[], readable: SQL): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id })
    .from(notices)
    .where(and(inArray(id, [...ids]), readable));
  return new Set(rows.map((row) => row.id));
}

/** Everything of one person that waits for a summary. */
export const listWaiting = (
  db: Db,
  person: number,
): Promise<{ id: number; topic: string | null; createdAt: string; digestAt: string | null }[]> =>
  db
    .select({ id, topic, createdAt, digestAt })
    .from(notices)
    .where(and(eq(accountId, person), isNotNull(digestAt)))
    .orderBy(asc(id));

/** When those who are held by quiet hours are to be let out; null = nobody holds anything. */
export async function heldUntilOf(db: Db, person: number): Promise<string | null> {
  const [row] = await db
    .select({ heldUntil })
    .from(notices)
    .where(and(eq(accountId, person), isNotNull(heldUntil)))
    .limit(1);
  return row?.heldUntil ?? null;
}
