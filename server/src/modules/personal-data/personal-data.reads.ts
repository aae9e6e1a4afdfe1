import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { contactsUnderWay } from '../contacts/index.ts';
import { erasures, personalExports } from './personal-data.schema.ts';

export interface PersonFacts {
  readonly id: number;
  readonly companyId: number;
  readonly name: string;
  readonly email: string | null;
  readonly erasedAt: string | null;
  readonly mergedIntoId: number | null;
  readonly erasing: boolean;
  /** An erasure stopped half way; it may be taken up again. */
  readonly halfErased: boolean;
  /** A merge or a move of this person, or a merge of its company, is under way. */
  readonly busy: boolean;
}

export async function findPerson(db: Db, id: number): Promise<PersonFacts | null> {
  const { rows } = await db.execute<Omit<PersonFacts, 'busy'> & Record<string, unknown>>(sql`
    select a.id, a.company_id as "companyId", a.name, a.email, to_char(a.erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "erasedAt",
      a.merged_into_id as "mergedIntoId",
      exists (select 1 from erasures e where e.account_id = a.id and e.state = 'running') as erasing,
      exists (select 1 from erasures e where e.account_id = a.id and e.state = 'failed') as "halfErased"
    from accounts a where a.id = ${id} and a.kind = 'contact'`);
  const [row] = rows;
  return row ? { ...row, busy: await contactsUnderWay(db, [id]) } : null;
}

/** Stubs that became part of this person, over any number of merges. */
export async function listStubs(db: Db, id: number): Promise<number[]> {
  const { rows } = await db.execute<{ id: number }>(sql`with recursive part as (
      select id from accounts where merged_into_id = ${id}
      union select a.id from accounts a join part p on a.merged_into_id = p.id
    ) select id from part order by id`);
  return rows.map((row) => row.id);
}

const newestFirst: Keyset = { name: 'personal-exports', direction: 'desc', columns: [{ sql: sql`${personalExports.id}`, type: 'int' }] };

export async function listExportRows(db: Db, accountId: number, page: { readonly limit: number; readonly cursor: string | undefined }) {
  const rows = await db
    .select({ row: personalExports, id: personalExports.id, keyset: keysetValues(newestFirst) })
    .from(personalExports)
    .where(sql`${eq(personalExports.accountId, accountId)} and ${keysetAfter(newestFirst, page.cursor) ?? sql`true`}`)
    .orderBy(...keysetOrder(newestFirst))
    .limit(page.limit + 1);
  return keysetPage(newestFirst, rows, page.limit);
}
export const countExports = (db: Db, accountId: number): Promise<number> =>
  db.$count(personalExports, eq(personalExports.accountId, accountId));

export async function findExport(db: Db, id: number) {
  const [row] = await db.select().from(personalExports).where(eq(personalExports.id, id));
  return row ?? null;
}
export async function findErasure(db: Db, id: number) {
  const [row] = await db.select().from(erasures).where(eq(erasures.id, id));
  return row ?? null;
}
