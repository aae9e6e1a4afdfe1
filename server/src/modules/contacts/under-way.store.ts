import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';

/**
 * Merges, moves and erasures change the same rows in portions, so nothing of the kind starts on records another one is working on. Each
 * start first holds the companies, then the contacts, and then asks here.
 */
const listed = (ids: readonly number[]): SQL =>
  sql`(${sql.join(
    [0, ...ids].map((id) => sql`${id}::int`),
    sql`, `,
  )})`;
const merging = (kind: 'contact' | 'company', ids: SQL): SQL =>
  sql`exists (select 1 from merges m where m.kind = ${kind} and m.state in ('running', 'undoing') and (m.loser_id in ${ids} or m.winner_id in ${ids}))`;

async function holds(db: Db, condition: SQL): Promise<boolean> {
  const { rows } = await db.execute(sql`select 1 where ${condition}`);
  return rows.length > 0;
}

/** One of these contacts is being merged or moved, gets the tickets of somebody who is, or its company is being merged. */
export const contactsUnderWay = (db: Db, ids: readonly number[]): Promise<boolean> =>
  holds(
    db,
    sql`${merging('contact', listed(ids))}
      or exists (select 1 from relocations r where r.state = 'running' and (r.contact_id in ${listed(ids)} or r.heir_id in ${listed(ids)}))
      or ${merging('company', sql`(select a.company_id from accounts a where a.id in ${listed(ids)})`)}`,
  );

export const companiesMerging = (db: Db, ids: readonly number[]): Promise<boolean> => holds(db, merging('company', listed(ids)));

/** One of these companies is being merged, or somebody in them is being merged, moved or erased. */
export const companiesUnderWay = (db: Db, ids: readonly number[]): Promise<boolean> =>
  holds(
    db,
    sql`${merging('company', listed(ids))}
      or exists (select 1 from merges m, unnest(m.company_ids) c where m.kind = 'contact' and m.state in ('running', 'undoing') and c in ${listed(ids)})
      or exists (select 1 from relocations r where r.state = 'running' and (r.from_company_id in ${listed(ids)} or r.to_company_id in ${listed(ids)}))
      or exists (select 1 from erasures e join accounts a on a.id = e.account_id where e.state = 'running' and a.company_id in ${listed(ids)})`,
  );

const sorted = (ids: readonly number[]): number[] => [...new Set(ids)].sort((a, b) => a - b);

/** In the order of their ids, so that A into B and B into A at once wait for each other. Rows that point to them may come meanwhile. */
export async function holdCompanies(db: Db, ids: readonly number[]): Promise<void> {
  for (const id of sorted(ids)) await db.execute(sql`select 1 from companies where id = ${id} for no key update`);
}

/** The contacts with their companies, and other companies besides. False when one of them was moved while we waited: ask again. */
export async function holdContacts(db: Db, ids: readonly number[], besides: readonly number[] = []): Promise<boolean> {
  const companies = async (): Promise<number[]> => {
    const { rows } = await db.execute<{ id: number }>(
      sql`select company_id as id from accounts where id in ${listed(ids)} and company_id is not null`,
    );
    return rows.map((row) => row.id);
  };
  const before = await companies();
  await holdCompanies(db, [...before, ...besides]);
  for (const id of sorted(ids)) await db.execute(sql`select 1 from accounts where id = ${id} for update`);
  return (await companies()).every((id) => before.includes(id));
}
