import type { Actor } from '@portico/contracts/access/actor.ts';
import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { accounts } from '../accounts/accounts.schema.ts';
import { techs } from '../techs/techs.schema.ts';
import { visibleTickets } from '../tickets/index.ts';
import { tickets } from '../tickets/tickets.schema.ts';

const MOST = 500;

export interface DueTicket {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly dueAt: string | null;
  readonly updatedAt: string;
}

/** Open tickets that are this person's to do by a time, as far as the person may see them now. */
export async function listDueTickets(db: Db, actor: Actor, since: string): Promise<DueTicket[]> {
  if (actor.accountId === null) return [];
  return db
    .select({ id: tickets.id, number: tickets.number, title: tickets.title, dueAt: tickets.dueAt, updatedAt: tickets.updatedAt })
    .from(tickets)
    .where(
      and(
        visibleTickets(actor),
        eq(tickets.assigneeId, actor.accountId),
        isNotNull(tickets.dueAt),
        gt(tickets.dueAt, since),
        eq(tickets.isClosed, false),
        isNull(tickets.archivedAt),
      ),
    )
    .orderBy(asc(tickets.dueAt), asc(tickets.id))
    .limit(MOST);
}

/** The state that was set by hand and has an end; what a calendar said is not told back to calendars. */
export async function findTimeAway(db: Db, techId: number, now: string) {
  const [row] = await db
    .select({ state: techs.availability, since: techs.availabilitySince, until: techs.availabilityUntil })
    .from(techs)
    .where(and(eq(techs.id, techId), eq(techs.availabilityBy, 'hand'), gt(techs.availabilityUntil, now)));
  return row?.state !== 'available' && row?.since && row.until ? { state: row.state, since: row.since, until: row.until } : null;
}

export async function findLocale(db: Db, accountId: number): Promise<string | null> {
  const [row] = await db.select({ locale: accounts.locale }).from(accounts).where(eq(accounts.id, accountId));
  return row?.locale ?? null;
}
