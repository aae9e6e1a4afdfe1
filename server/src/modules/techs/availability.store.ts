import type { Availability } from '@portico/contracts/techs/shapes.ts';
import { and, eq, isNotNull, lte } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { techs } from './techs.schema.ts';

export interface AvailabilityRow {
  readonly availability: Availability;
  readonly availabilityUntil: string | null;
  readonly availabilityBy: 'hand' | 'calendar';
}
const row = {
  availability: techs.availability,
  availabilityUntil: techs.availabilityUntil,
  availabilityBy: techs.availabilityBy,
};

export async function findAvailability(db: Db, techId: number): Promise<AvailabilityRow | null> {
  const [found] = await db.select(row).from(techs).where(eq(techs.id, techId));
  return found ?? null;
}

export async function lockAvailability(db: Db, techId: number): Promise<AvailabilityRow | null> {
  const [found] = await db.select(row).from(techs).where(eq(techs.id, techId)).for('update');
  return found ?? null;
}

export async function saveAvailability(db: Db, techId: number, values: AvailabilityRow, since: string): Promise<void> {
  await db
    .update(techs)
    .set({ ...values, availabilitySince: since })
    .where(eq(techs.id, techId));
}

/** Whose state has run out and was not written down yet; a batch. */
export async function listExpiredAvailability(db: Db, now: string, limit: number): Promise<number[]> {
  const rows = await db
    .select({ id: techs.id })
    .from(techs)
    .where(and(isNotNull(techs.availabilityUntil), lte(techs.availabilityUntil, now)))
    .orderBy(techs.availabilityUntil)
    .limit(limit);
  return rows.map(({ id }) => id);
}
