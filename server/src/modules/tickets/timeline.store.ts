import { sql } from 'drizzle-orm';
import type { Ctx, Db } from '../../kernel/context.ts';
import { ticketTimeline } from './tickets.schema.ts';

export type NewTimelineEntry = typeof ticketTimeline.$inferInsert;

/** Who stands in the timeline, and who really acted when that was somebody else. */
export interface Author {
  readonly authorId: number | null;
  readonly authorKind: 'contact' | 'tech' | 'system';
  readonly via: Ctx['actor']['via'];
}

export const authorOf = ({ actor }: Pick<Ctx, 'actor'>): Author => ({
  authorId: actor.accountId,
  authorKind: actor.kind === 'contact' || actor.kind === 'tech' ? actor.kind : 'system',
  via: actor.via,
});

export async function insertEntries(db: Db, entries: readonly NewTimelineEntry[]): Promise<void> {
  if (entries.length > 0) await db.insert(ticketTimeline).values([...entries]);
}

/** What this person has seen of a ticket. */
export async function saveSeen(
  db: Db,
  accountId: number,
  ticketId: number,
  seq: number,
  now: string,
  options: { readonly lower?: boolean } = {},
): Promise<boolean> {
  const { rows } = await db.execute(sql`
    insert into ticket_reads (account_id, ticket_id, seen_seq, seen_at) values (${accountId}, ${ticketId}, ${seq}, ${now})
    on conflict (account_id, ticket_id) do update set seen_seq = excluded.seen_seq, seen_at = excluded.seen_at
    where ${options.lower ? sql`ticket_reads.seen_seq <> excluded.seen_seq` : sql`ticket_reads.seen_seq < excluded.seen_seq`}
    returning account_id`);
  return rows.length > 0;
}

/** Keeps a reader who was up to date up to date, after his own change; one who was behind stays behind. */
export async function keepSeen(db: Db, accountId: number, ticketId: number, before: number, after: number, now: string): Promise<void> {
  await db.execute(sql`
    update ticket_reads set seen_seq = ${after}, seen_at = ${now}
    where account_id = ${accountId} and ticket_id = ${ticketId} and seen_seq >= ${before}`);
}
