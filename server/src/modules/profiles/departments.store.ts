import { eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { nameTaken, refusing } from '../../kernel/db/constraints.ts';
import { invalidField } from '../../kernel/errors.ts';
import { departments } from './profiles.schema.ts';

const row = {
  id: departments.id,
  name: departments.name,
  leadId: departments.leadId,
  active: departments.active,
  version: departments.version,
};
export interface DepartmentRow {
  readonly id: number;
  readonly name: string;
  readonly leadId: number | null;
  readonly active: boolean;
  readonly version: number;
}

const memberCount = sql<number>`(select count(*)::int from techs t join accounts a on a.id = t.id where t.department_id = departments.id and a.active)`;

const query = (db: Db, where: SQL | undefined) =>
  db
    .select({ ...row, memberCount })
    .from(departments)
    .where(where)
    .orderBy(sql`lower(${departments.name})`, departments.id)
    .limit(500);
export type CountedDepartment = Awaited<ReturnType<typeof query>>[number];

/** Departments are few; all of them, at most 500. */
export const listDepartmentRows = (db: Db): Promise<CountedDepartment[]> => query(db, undefined);

export const findDepartment = async (db: Db, id: number): Promise<CountedDepartment | null> =>
  (await query(db, eq(departments.id, id)))[0] ?? null;

export async function lockDepartment(db: Db, id: number): Promise<DepartmentRow | null> {
  const [found] = await db.select(row).from(departments).where(eq(departments.id, id)).for('update');
  return found ?? null;
}

type Values = Partial<Pick<DepartmentRow, 'name' | 'leadId' | 'active'>>;
const REFUSALS = {
  departments_name_key: nameTaken('department', 'department'),
  departments_lead_id_fkey: () => invalidField('leadId', 'unknown', 'The lead must be a tech. Choose one from the list.'),
};

export async function insertDepartment(db: Db, values: Values & { readonly name: string }, now: string): Promise<number> {
  const [made] = await refusing(REFUSALS, () =>
    db
      .insert(departments)
      .values({ ...values, createdAt: now, updatedAt: now })
      .returning({ id: departments.id }),
  );
  if (!made) throw new Error('No department was inserted.');
  return made.id;
}

export async function updateDepartmentRow(db: Db, id: number, values: Values, now: string): Promise<void> {
  await refusing(REFUSALS, () =>
    db
      .update(departments)
      .set({ ...values, updatedAt: now, version: sql`${departments.version} + 1` })
      .where(eq(departments.id, id)),
  );
}

/** The tech's department under a lock; undefined when there is no such tech. */
export async function lockDepartmentOf(db: Db, techId: number): Promise<number | null | undefined> {
  const { rows } = await db.execute<{ department_id: number | null }>(sql`select department_id from techs where id = ${techId} for update`);
  return rows[0] === undefined ? undefined : rows[0].department_id;
}

export async function putInDepartment(db: Db, techId: number, departmentId: number | null): Promise<void> {
  await db.execute(sql`update techs set department_id = ${departmentId} where id = ${techId}`);
}
