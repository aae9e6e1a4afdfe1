import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { nameTaken, refusing } from '../../kernel/db/constraints.ts';
import { serviceTypes } from './catalogue.schema.ts';

export type ServiceTypeRow = typeof serviceTypes.$inferSelect;
export type ServiceTypeValues = Partial<Omit<typeof serviceTypes.$inferInsert, 'id' | 'version' | 'createdAt' | 'updatedAt'>>;

export async function findServiceType(db: Db, id: number): Promise<ServiceTypeRow | null> {
  const [row] = await db.select().from(serviceTypes).where(eq(serviceTypes.id, id));
  return row ?? null;
}

export async function lockServiceType(db: Db, id: number): Promise<ServiceTypeRow | null> {
  const [row] = await db.select().from(serviceTypes).where(eq(serviceTypes.id, id)).for('update');
  return row ?? null;
}

const REFUSALS = { service_types_name_key: nameTaken('serviceType', 'service type') };

/** Without `sort` the new type comes last. */
export async function insertServiceType(db: Db, values: ServiceTypeValues & { name: string }, now: string): Promise<number> {
  const last = sql<number>`(select coalesce(max(sort), 0) + 10 from service_types)`;
  const [row] = await refusing(REFUSALS, () =>
    db
      .insert(serviceTypes)
      .values({ ...values, sort: values.sort ?? (last as unknown as number), createdAt: now, updatedAt: now })
      .returning({ id: serviceTypes.id }),
  );
  if (!row) throw new Error('No service type was inserted.');
  return row.id;
}

export async function updateServiceTypeRow(db: Db, id: number, values: ServiceTypeValues, now: string): Promise<void> {
  await refusing(REFUSALS, () =>
    db
      .update(serviceTypes)
      .set({ ...values, updatedAt: now, version: sql`${serviceTypes.version} + 1` })
      .where(eq(serviceTypes.id, id)),
  );
}
