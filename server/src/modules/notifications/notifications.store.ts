import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { notices } from './notifications.schema.ts';

export type NewNotice = typeof notices.$inferInsert;
const MOST_COUNTED = 100;

/** The id, or null when this person was told of this change already. */
export async function insertNotice(db: Db, row: NewNotice): Promise<number | null> {
  const [made] = await db
    .insert(notices)
    .values(row)
    .onConflictDoNothing({ target: [notices.accountId, notices.changeId, notices.ticketId] })
    .returning({ id: notices.id });
  return made?.id ?? null;
}

export async function findNotice(
  db: Db,
  accountId: number,
  changeId: string,
  ticketId: number | null,
): Promise<{ eventId: number; topic: string | null } | null> {
  const [row] = await db
    .select({ eventId: notices.eventId, topic: notices.topic })
    .from(notices)
    .where(
      and(
        eq(notices.accountId, accountId),
        eq(notices.changeId, changeId),
        ticketId === null ? isNull(notices.ticketId) : eq(notices.ticketId, ticketId),
      ),
    );
  return row ?? null;
}

export async function listNoticeRows(
  db: Db,
  accountId: number,
  readable: SQL,
  query: { readonly limit?: number; readonly cursor?: string; readonly count?: boolean; readonly unread?: boolean },
) {
  const limit = query.limit ?? 25;
  const { id, kind, ticketId, subject, lead, link, createdAt, readAt, alerts } = notices;
  const byId: Keyset = {
    name: query.unread ? 'notices.unread' : 'notices',
    direction: 'desc',
    columns: [{ sql: sql`${notices.id}`, type: 'int' }],
  };
  const filter = and(
    eq(notices.accountId, accountId),
    isNull(notices.heldAt),
    eq(notices.shown, true),
    readable,
    query.unread ? isNull(notices.readAt) : undefined,
  );
  const rows = await db

    .select({ id, kind, ticketId, subject, lead, link, createdAt, readAt, alerts, keyset: keysetValues(byId) })
    .from(notices)
    .where(and(filter, keysetAfter(byId, query.cursor)))
    .orderBy(...keysetOrder(byId))
    .limit(limit + 1);
  const total = query.count ? { total: await db.$count(notices, filter) } : {};
  return { ...keysetPage(byId, rows, limit), ...total };
}

/** How many are new, counted no further than the bell can show. */
export async function countUnread(db: Db, accountId: number, readable: SQL): Promise<number> {
  const some = db
    .select({ id: notices.id })
    .from(notices)
    .where(and(eq(notices.accountId, accountId), isNull(notices.readAt), isNull(notices.heldAt), readable))
    .limit(MOST_COUNTED)
    .as('some');
  const [row] = await db.select({ n: sql<number>`count(*)::int` }).from(some);
  return row?.n ?? 0;
}

/** Marks one's own notices; returns the newest that changed, or null when none did. */
export async function markRead(db: Db, accountId: number, ids: readonly number[] | undefined, now: string): Promise<number | null> {
  if (ids?.length === 0) return null;
  const rows = await db
    .update(notices)
    .set({ readAt: now })
    .where(
      and(
        eq(notices.accountId, accountId),
        isNull(notices.readAt),
        isNull(notices.heldAt),
        ids ? inArray(notices.id, [...ids]) : undefined,
      ),
    )
    .returning({ id: notices.id });
  return rows.length === 0 ? null : Math.max(...rows.map((row) => row.id));
}

export interface HeldNotice {
  readonly id: number;
  readonly eventId: number;
  readonly ticketId: number | null;
  readonly topic: string | null;
  /** By the settings of its making: nobody was told of it by mail, and it waits for no summary. */
  readonly wantsMail: boolean;
}

/**
 * Lets out what was kept; the newest last. What has been read meanwhile by other means needs no telling. The bell does not ring for
 * each of them, and a summary that came due meanwhile is this one.
 */
export async function releaseHeld(db: Db, accountId: number, now: string): Promise<HeldNotice[]> {
  const { id, eventId, ticketId, topic, readAt, shown, email, digestAt } = notices;
  const rows = await db
    .update(notices)
    .set({
      heldAt: null,
      heldUntil: null,
      alerts: [],
      digestAt: sql`case when ${digestAt} <= ${now}::timestamptz then null else ${digestAt} end`,
    })
    .where(and(eq(notices.accountId, accountId), isNotNull(notices.heldAt)))
    .returning({ id, eventId, ticketId, topic, readAt, shown, email, digestAt });
  return rows
    .filter((row) => row.readAt === null || !row.shown)
    .sort((a, b) => a.id - b.id)
    .map((row) => ({ ...row, wantsMail: row.digestAt === null && row.email !== 'disabled' }));
}

/** Away, or not to be disturbed: what quiet hours held stays until the return. */
export async function holdOn(db: Db, accountId: number): Promise<void> {
  await db
    .update(notices)
    .set({ heldUntil: null })
    .where(and(eq(notices.accountId, accountId), isNotNull(notices.heldUntil)));
}

/** Back, but quiet hours have begun: kept until they end. */
export async function holdUntil(db: Db, accountId: number, until: string): Promise<void> {
  await db
    .update(notices)
    .set({ heldUntil: until })
    .where(and(eq(notices.accountId, accountId), isNotNull(notices.heldAt)));
}
