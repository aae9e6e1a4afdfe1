import type { TechRole } from '@portico/contracts/access/actor.ts';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { refusing } from '../../kernel/db/constraints.ts';
import { invalidField, Refusal } from '../../kernel/errors.ts';
import { type AccountValues, changeAccount, insertAccount, lockAccount } from '../accounts/index.ts';
import { techCompanies, techQueues, techs } from './techs.schema.ts';

/** What other modules must know of a tech before they act for or assign to him. */
export interface TechFacts {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly role: TechRole;
  readonly active: boolean;
  /** null = every queue / company; empty = none. */
  readonly queueIds: readonly number[] | null;
  readonly companyIds: readonly number[] | null;
  readonly version: number;
}

type FactsRow = {
  id: number;
  name: string;
  email: string | null;
  role: TechRole;
  active: boolean;
  queue_ids: number[] | null;
  company_ids: number[] | null;
  version: number;
};

export async function listTechFacts(db: Db, ids: readonly number[]): Promise<TechFacts[]> {
  if (ids.length === 0) return [];
  const rows = await db.execute<FactsRow>(sql`
    select a.id, a.name, a.email, t.role, a.active, a.version,
      case when t.queues_restricted then (select coalesce(array_agg(q.queue_id order by q.queue_id), '{}') from tech_queues q where q.tech_id = t.id) end as queue_ids,
      case when t.companies_restricted then (select coalesce(array_agg(c.company_id order by c.company_id), '{}') from tech_companies c where c.tech_id = t.id) end as company_ids
    from techs t join accounts a on a.id = t.id
    where t.id in (${sql.join(
      ids.map((id) => sql`${id}`),
      sql`, `,
    )})`);
  return rows.rows.map(({ queue_ids, company_ids, ...row }) => ({ ...row, queueIds: queue_ids, companyIds: company_ids }));
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
