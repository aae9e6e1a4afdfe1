import type { TechRole } from '@portico/contracts/access/actor.ts';
import type { Availability } from '@portico/contracts/techs/shapes.ts';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { isoText } from '../../kernel/db/columns.ts';
import { refusing } from '../../kernel/db/constraints.ts';
import { invalidField, Refusal } from '../../kernel/errors.ts';
import { type AccountValues, changeAccount, insertAccount, lockAccount } from '../accounts/index.ts';
import { defaultCategory, heldList, ownList } from './tech-reach.reads.ts';
import { withUncategorised } from './techs.rules.ts';
import { techCategories, techCompanies, techQueues, techs } from './techs.schema.ts';

interface Reach {
  /** null = everything; empty = nothing. */
  readonly queueIds: readonly number[] | null;
  readonly companyIds: readonly number[] | null;
  readonly categoryIds: readonly number[] | null;
}

/** What other modules must know of a tech before they act for or assign to him: the lists are those that hold, as in a TechActor. */
export interface TechFacts extends Reach {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly role: TechRole;
  readonly active: boolean;
  readonly availability: Availability;
  readonly availabilityUntil: string | null;
  readonly version: number;
  /** His own lists; null = the workspace's hold. */
  readonly own: Reach;
}

type FactsRow = Omit<TechFacts, 'own'> & { own: Reach; default_category: number | null };

export async function listTechFacts(db: Db, ids: readonly number[]): Promise<TechFacts[]> {
  if (ids.length === 0) return [];
  const rows = await db.execute<FactsRow & Record<string, unknown>>(sql`
    select a.id, a.name, a.email, t.role, a.active, a.version, t.availability, ${isoText(sql`t.availability_until`)} as "availabilityUntil",
      ${heldList('queueIds', 't')} as "queueIds",
      ${heldList('companyIds', 't')} as "companyIds", ${heldList('categoryIds', 't')} as "categoryIds", ${defaultCategory} as default_category,
      json_build_object('queueIds', ${ownList('queueIds', 't')}, 'companyIds', ${ownList('companyIds', 't')},
        'categoryIds', ${ownList('categoryIds', 't')}) as own
    from techs t join accounts a on a.id = t.id
    where t.id in (${sql.join(
      ids.map((id) => sql`${id}`),
      sql`, `,
    )})`);
  return rows.rows.map(({ default_category, ...row }) => ({ ...row, categoryIds: withUncategorised(row.categoryIds, default_category) }));
}

export async function findTech(db: Db, id: number): Promise<TechFacts | null> {
  return (await listTechFacts(db, [id]))[0] ?? null;
}

export async function lockTech(db: Db, id: number): Promise<TechFacts | null> {
  await lockAccount(db, id);
  return findTech(db, id);
}

/** Active master administrators besides this one. Taken under a lock, so that two cannot step down at the same moment. */
export async function countOtherMasterAdmins(db: Db, id: number): Promise<number> {
  await db.execute(sql`select pg_advisory_xact_lock(7301)`);
  const rows = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from techs t join accounts a on a.id = t.id where t.role = 'master-admin' and a.active and t.id <> ${id}`,
  );
  return rows.rows[0]?.count ?? 0;
}

const emailTaken = () =>
  new Refusal(409, 'tech.emailTaken', 'Another tech has this e-mail address.', {
    fields: [{ path: 'email', code: 'taken', message: 'Another tech has this e-mail address.' }],
  });

export async function insertTech(
  db: Db,
  account: AccountValues & { name: string; email: string },
  role: TechRole,
  now: string,
): Promise<number> {
  const id = await insertAccount(db, { ...account, kind: 'tech' }, emailTaken, now);
  await db.insert(techs).values({ id, role });
  return id;
}

export async function updateTechRow(db: Db, id: number, account: AccountValues, role: TechRole | undefined, now: string): Promise<void> {
  await changeAccount(db, id, account, emailTaken, now);
  if (role) await db.update(techs).set({ role }).where(eq(techs.id, id));
}

/** null takes the tech out of any department. */
export async function setDepartment(db: Db, techId: number, departmentId: number | null): Promise<void> {
  await refusing({ techs_department_id_fkey: () => invalidField('departmentId', 'unknown', 'This department does not exist.') }, () =>
    db.update(techs).set({ departmentId }).where(eq(techs.id, techId)),
  );
}

/** null lifts the restriction; a list replaces it. */
export async function restrictQueues(db: Db, techId: number, queueIds: readonly number[] | null): Promise<void> {
  await db.delete(techQueues).where(eq(techQueues.techId, techId));
  await db
    .update(techs)
    .set({ queuesRestricted: queueIds !== null })
    .where(eq(techs.id, techId));
  const distinct = [...new Set(queueIds ?? [])];
  if (distinct.length === 0) return;
  await refusing({ tech_queues_queue_id_fkey: () => invalidField('queueIds', 'unknown', 'One of these queues does not exist.') }, () =>
    db.insert(techQueues).values(distinct.map((queueId) => ({ techId, queueId }))),
  );
}

export async function restrictCompanies(db: Db, techId: number, companyIds: readonly number[] | null): Promise<void> {
  await db.delete(techCompanies).where(eq(techCompanies.techId, techId));
  await db
    .update(techs)
    .set({ companiesRestricted: companyIds !== null })
    .where(eq(techs.id, techId));
  const distinct = [...new Set(companyIds ?? [])];
  if (distinct.length === 0) return;
  await refusing(
    { tech_companies_company_id_fkey: () => invalidField('companyIds', 'unknown', 'One of these companies does not exist.') },
    () => db.insert(techCompanies).values(distinct.map((companyId) => ({ techId, companyId }))),
  );
}

export async function restrictCategories(db: Db, techId: number, categoryIds: readonly number[] | null): Promise<void> {
  await db.delete(techCategories).where(eq(techCategories.techId, techId));
  await db
    .update(techs)
    .set({ categoriesRestricted: categoryIds !== null })
    .where(eq(techs.id, techId));
  const distinct = [...new Set(categoryIds ?? [])];
  if (distinct.length === 0) return;
  await refusing(
    { tech_categories_category_id_fkey: () => invalidField('categoryIds', 'unknown', 'One of these categories does not exist.') },
    () => db.insert(techCategories).values(distinct.map((categoryId) => ({ techId, categoryId }))),
  );
}
