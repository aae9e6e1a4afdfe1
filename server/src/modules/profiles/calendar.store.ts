import { and, asc, eq, gt, lte, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import type { SealedRow } from '../../kernel/module.ts';
import type { CalendarNow } from './calendar.rules.ts';
import { techBusyTimes, techCalendars } from './profiles.schema.ts';

export type CalendarRow = typeof techCalendars.$inferSelect;
export interface BusyTime {
  readonly startsAt: string;
  readonly endsAt: string;
}

export async function findCalendar(db: Db, techId: number): Promise<CalendarRow | null> {
  const [row] = await db.select().from(techCalendars).where(eq(techCalendars.techId, techId));
  return row ?? null;
}

/** The address before it, what was read from it and what was wrong with it are gone. */
export async function saveCalendar(
  db: Db,
  row: Pick<CalendarRow, 'techId' | 'sealedAddress' | 'host' | 'encrypted' | 'addedAt' | 'nextAt'>,
): Promise<void> {
  await deleteCalendar(db, row.techId);
  await db.insert(techCalendars).values(row);
}

export async function deleteCalendar(db: Db, techId: number): Promise<boolean> {
  const rows = await db.delete(techCalendars).where(eq(techCalendars.techId, techId)).returning({ id: techCalendars.techId });
  return rows.length > 0;
}

/** Those whose time has come, put off by a while so that nobody else takes them too. */
export async function takeDueCalendars(db: Db, now: string, until: string, limit: number): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    update tech_calendars set next_at = ${until} where tech_id in (
      select tech_id from tech_calendars where next_at <= ${now} order by next_at limit ${limit} for update skip locked)
    returning tech_id as id`);
  return rows.map(({ id }) => id);
}

/** False when another address took its place, or none did, while it was asked. */
export async function noteAttempt(db: Db, row: CalendarRow, values: Partial<CalendarRow>): Promise<boolean> {
  const rows = await db
    .update(techCalendars)
    .set(values)
    .where(and(eq(techCalendars.techId, row.techId), eq(techCalendars.sealedAddress, row.sealedAddress)))
    .returning({ id: techCalendars.techId });
  return rows.length > 0;
}

/** Read again soon; until then it counts as not tried yet. */
export async function noteWish(db: Db, techId: number): Promise<boolean> {
  const rows = await db
    .update(techCalendars)
    .set({ triedAt: null })
    .where(eq(techCalendars.techId, techId))
    .returning({ id: techCalendars.techId });
  return rows.length > 0;
}

export async function replaceBusyTimes(db: Db, techId: number, times: readonly BusyTime[]): Promise<void> {
  await db.delete(techBusyTimes).where(eq(techBusyTimes.techId, techId));
  if (times.length > 0) await db.insert(techBusyTimes).values(times.map((time) => ({ techId, ...time })));
}

export async function listBusyTimes(db: Db, techId: number, now: string, limit: number): Promise<BusyTime[]> {
  return db
    .select({ startsAt: techBusyTimes.startsAt, endsAt: techBusyTimes.endsAt })
    .from(techBusyTimes)
    .where(and(eq(techBusyTimes.techId, techId), gt(techBusyTimes.endsAt, now)))
    .orderBy(asc(techBusyTimes.startsAt))
    .limit(limit);
}

export async function calendarNow(db: Db, techId: number, now: string): Promise<CalendarNow> {
  const [row] = await db
    .select({ busyUntil: techBusyTimes.endsAt, overriddenUntil: techCalendars.overriddenUntil })
    .from(techCalendars)
    .leftJoin(
      techBusyTimes,
      and(eq(techBusyTimes.techId, techCalendars.techId), lte(techBusyTimes.startsAt, now), gt(techBusyTimes.endsAt, now)),
    )
    .where(eq(techCalendars.techId, techId))
    .limit(1);
  return row ?? { busyUntil: null, overriddenUntil: null };
}

/** Whose busy time has begun while they count as available; a batch. */
export async function listBeginning(db: Db, now: string, limit: number): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`
    select b.tech_id as id from tech_busy_times b join tech_calendars c on c.tech_id = b.tech_id join techs t on t.id = b.tech_id
      join accounts a on a.id = t.id
    where b.starts_at <= ${now} and b.ends_at > ${now} and a.active and (c.overridden_until is null or c.overridden_until <= ${now})
      and (t.availability = 'available' or t.availability_until <= ${now})
    order by b.starts_at limit ${limit}`);
  return rows.map(({ id }) => id);
}

export async function overrideUntil(db: Db, techId: number, until: string | null): Promise<void> {
  await db.update(techCalendars).set({ overriddenUntil: until }).where(eq(techCalendars.techId, techId));
}

/** For `portico secrets`. */
export async function listSealedAddresses(db: Db, page: { readonly afterId: number; readonly limit: number }): Promise<SealedRow[]> {
  const rows = await db
    .select({ id: techCalendars.techId, sealed: techCalendars.sealedAddress })
    .from(techCalendars)
    .where(gt(techCalendars.techId, page.afterId))
    .orderBy(asc(techCalendars.techId))
    .limit(page.limit);
  return rows.map((row) => ({ ...row, boundTo: `tech:${row.id}` }));
}

export async function replaceSealedAddress(db: Db, row: SealedRow, sealed: string): Promise<boolean> {
  const rows = await db
    .update(techCalendars)
    .set({ sealedAddress: sealed })
    .where(and(eq(techCalendars.techId, row.id), eq(techCalendars.sealedAddress, row.sealed)))
    .returning({ id: techCalendars.techId });
  return rows.length === 1;
}
