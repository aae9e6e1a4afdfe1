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

export async function findNoticeEvent(db: Db, accountId: number, changeId: string, ticketId: number | null): Promise<number | null> {
  const [row] = await db
    .select({ eventId: notices.eventId })
    .from(notices)
    .where(
      and(
        eq(notices.accountId, accountId),
        eq(notices.changeId, changeId),
        ticketId === null ? isNull(notices.ticketId) : eq(notices.ticketId, ticketId),
      ),
    );
  return row?.eventId ?? null;
}

export async function listNoticeRows(
  db: Db,
  accountId: number,
  readable: SQL,
  query: { readonly limit?: number; readonly cursor?: string; readonly count?: boolean; readonly unread?: boolean },
) {
  const limit = query.limit ?? 25;
  const { id, kind, ticketId, subject, lead, link, createdAt, readAt } = notices;
  const byId: Keyset = {
    name: query.unread ? 'notices.unread' : 'notices',
    direction: 'desc',
    columns: [{ sql: sql`${notices.id}`, type: 'int' }],
  };
  const filter = and(eq(notices.accountId, accountId), isNull(notices.heldAt), readable, query.unread ? isNull(notices.readAt) : undefined);
  const rows = await db
    .select({ id, kind, ticketId, subject, lead, link, createdAt, readAt, keyset: keysetValues(byId) })
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
}

/** Lets out what was kept; the newest last. What has been read meanwhile by other means needs no telling. */
export async function releaseHeld(db: Db, accountId: number): Promise<HeldNotice[]> {
  const { id, eventId, ticketId, readAt } = notices;
  const rows = await db
    .update(notices)
    .set({ heldAt: null })
    .where(and(eq(notices.accountId, accountId), isNotNull(notices.heldAt)))
    .returning({ id, eventId, ticketId, readAt });
  return rows.filter((row) => row.readAt === null).sort((a, b) => a.id - b.id);
}
