import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { refusing } from '../../kernel/db/constraints.ts';
import { Refusal } from '../../kernel/errors.ts';
import { companyStatuses, companyTypes, portalAccess } from './portal-access.schema.ts';

export interface LabelRow {
  readonly id: number | null;
  readonly name: string;
  readonly opensPortal: boolean;
}
export type LabelKind = 'types' | 'statuses';
const TABLES = { types: companyTypes, statuses: companyStatuses } as const;
const REFUSALS = {
  company_types_name_key: () => nameTaken(),
  company_statuses_name_key: () => nameTaken(),
  companies_type_id_fkey: () => inUse(),
  companies_status_id_fkey: () => inUse(),
};
export const nameTaken = (): Refusal =>
  new Refusal(409, 'companyLabel.nameTaken', 'Two types, or two statuses, have the same name. Choose another one; nothing was saved.');
const inUse = (): Refusal =>
  new Refusal(
    409,
    'companyLabel.inUse',
    'A type or status that companies still have cannot be removed. Give these companies another one first; nothing was saved.',
  );

/** The one row, locked: two administrators who save at the same moment do it one after the other. */
export async function lockPortalAccess(db: Db): Promise<{ readonly version: number; readonly contactLimit: number | null }> {
  const [row] = await db
    .select({ version: portalAccess.version, contactLimit: portalAccess.contactLimit })
    .from(portalAccess)
    .where(eq(portalAccess.id, 1))
    .for('update');
  if (!row) throw new Error('The row of portal_access is missing.');
  return row;
}

export async function writeContactLimit(db: Db, contactLimit: number | null, now: string): Promise<void> {
  await db
    .update(portalAccess)
    .set({ contactLimit, version: sql`${portalAccess.version} + 1`, updatedAt: now })
    .where(eq(portalAccess.id, 1));
}

/** The rows become exactly these, in this order. */
export async function replaceLabels(db: Db, kind: LabelKind, rows: readonly LabelRow[]): Promise<void> {
  const table = TABLES[kind];
  const kept = rows.flatMap(({ id }) => (id === null ? [] : [id]));
  const keep = sql.param(`{${kept.join(',')}}`);
  await refusing(REFUSALS, async () => {
    await db.delete(table).where(sql`${table.id} <> all(${keep}::int[])`);
    // Names are moved out of each other's way first, so that two rows may swap theirs.
    await db.update(table).set({ name: sql`'#' || ${table.id}` });
    for (const [position, { id, name, opensPortal }] of rows.entries()) {
      const values = { name, opensPortal, position: position + 1 };
      if (id === null) await db.insert(table).values(values);
      else await db.update(table).set(values).where(eq(table.id, id));
    }
  });
}

export async function listLabelIds(db: Db, kind: LabelKind): Promise<number[]> {
  const table = TABLES[kind];
  return (await db.select({ id: table.id }).from(table)).map(({ id }) => id);
}
