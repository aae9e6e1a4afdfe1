import type { MergeKind } from '@portico/contracts/merges/shapes.ts';
import { and, desc, eq, or, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { merges } from './merges.schema.ts';

/** One of two records that are compared, with everything the comparison shows. */
export interface Side {
  readonly id: number;
  readonly name: string;
  readonly companyId: number;
  readonly companyName: string;
  readonly active: boolean;
  readonly gone: boolean;
  readonly isCatchAll: boolean;
  readonly emailKey: string | null;
  /** Columns by their names. */
  readonly values: Readonly<Record<string, unknown>>;
}

export async function findSide(db: Db, kind: MergeKind, id: number): Promise<Side | null> {
  const { rows } = await db.execute<Side & Record<string, unknown>>(
    kind === 'contact'
      ? sql`select a.id, a.name, c.id as "companyId", c.name as "companyName", a.active, (a.merged_into_id is not null or a.erased_at is not null) as gone,
          c.is_catch_all as "isCatchAll", a.email_key as "emailKey", (to_jsonb(a) - 'search') || to_jsonb(k) as values
        from accounts a join contacts k on k.id = a.id join companies c on c.id = a.company_id where a.id = ${id}`
      : sql`select c.id, c.name, c.id as "companyId", c.name as "companyName", c.active, c.merged_into_id is not null as gone, c.is_catch_all as "isCatchAll",
          null as "emailKey", (to_jsonb(c) - 'search') || jsonb_build_object('type_name', y.name, 'status_name', s.name) as values
        from companies c left join company_types y on y.id = c.type_id left join company_statuses s on s.id = c.status_id where c.id = ${id}`,
  );
  return rows[0] ?? null;
}

const count = (from: SQL): SQL => sql`(select count(*)::int from ${from})`;

/** What would be moved; each part by an index. */
export async function countReach(db: Db, kind: MergeKind, id: number): Promise<Record<string, number>> {
  const parts: Record<string, SQL> =
    kind === 'contact'
      ? {
          tickets: sql`tickets where contact_id = ${id}`,
          takesPart: sql`ticket_participants where account_id = ${id} and role <> 'owner'`,
          comments: sql`comments where author_id = ${id}`,
          groups: sql`contact_group_members where contact_id = ${id}`,
          tags: sql`contact_tags where contact_id = ${id}`,
          mails: sql`mails where account_id = ${id}`,
          sessions: sql`sessions where account_id = ${id} and revoked_at is null`,
        }
      : {
          contacts: sql`accounts where company_id = ${id} and kind = 'contact'`,
          tickets: sql`tickets where company_id = ${id}`,
          groups: sql`contact_groups where company_id = ${id}`,
          domains: sql`company_domains where company_id = ${id}`,
          tags: sql`company_tags where company_id = ${id}`,
          restrictedStaff: sql`tech_companies where company_id = ${id}`,
        };
  const { rows } = await db.execute<Record<string, number>>(
    sql`select ${sql.join(
      Object.entries(parts).map(([name, from]) => sql`${count(from)} as ${sql.identifier(name)}`),
      sql`, `,
    )}`,
  );
  return rows[0] ?? {};
}

export interface Concerns {
  readonly signInServices: boolean;
  readonly signInRules: boolean;
  readonly staffReach: boolean;
  readonly groupNames: boolean;
  /** Contacts with the same address on both sides; they become one. */
  readonly twins: number;
}

export async function readCompanyConcerns(db: Db, loserId: number, winnerId: number): Promise<Concerns> {
  const { rows } = await db.execute<Concerns & Record<string, unknown>>(sql`select
    exists (select 1 from identity_providers where company_id in (${loserId}, ${winnerId}) and enabled) as "signInServices",
    exists (select 1 from settings where scope = 'company' and scope_id = ${loserId}) as "signInRules",
    exists (select 1 from tech_companies l where l.company_id = ${loserId} and not exists
      (select 1 from tech_companies w where w.tech_id = l.tech_id and w.company_id = ${winnerId})) as "staffReach",
    exists (select 1 from contact_groups l join contact_groups w on lower(w.name) = lower(l.name) and w.company_id = ${winnerId} and w.deleted_at is null
      where l.company_id = ${loserId} and l.deleted_at is null) as "groupNames",
    (select count(*)::int from accounts l join accounts w on w.email_key = l.email_key and w.company_id = ${winnerId} and w.kind = 'contact'
      where l.company_id = ${loserId} and l.kind = 'contact') as twins`);
  const [row] = rows;
  if (!row) throw new Error('One row was expected.');
  return row;
}

/**
 * The next contact of the loser whose address the winner has as well, as a pair of contacts. The winner's stays, unless it is disabled
 * and the other one is in use: nobody is shut out by a merge of companies.
 */
export async function findTwins(db: Db, loserId: number, winnerId: number): Promise<{ loserId: number; winnerId: number } | null> {
  const { rows } = await db.execute<{ loserId: number; winnerId: number }>(sql`
    select case when l.active and not w.active then w.id else l.id end as "loserId",
      case when l.active and not w.active then l.id else w.id end as "winnerId" from accounts l join accounts w on w.email_key = l.email_key and w.company_id = ${winnerId} and w.kind = 'contact'
    where l.company_id = ${loserId} and l.kind = 'contact' order by l.id limit 1`);
  return rows[0] ?? null;
}

/** Merged or erased itself since: then the way back leads nowhere. */
export async function findGone(db: Db, kind: MergeKind, id: number): Promise<boolean> {
  const side = await findSide(db, kind, id);
  return side === null || side.gone;
}

/** One of the companies of a merge of contacts became part of another one afterwards. */
export async function hasMovedOn(db: Db, merge: { readonly id: number; readonly companyIds: readonly number[] }): Promise<boolean> {
  const { rows } = await db.execute(sql`select 1 from merges where kind = 'company' and state <> 'undone' and id > ${merge.id}
    and loser_id in (${sql.join(
      merge.companyIds.map((id) => sql`${id}`),
      sql`, `,
    )}) limit 1`);
  return rows.length > 0;
}

const newestFirst: Keyset = { name: 'merges', direction: 'desc', columns: [{ sql: sql`${merges.id}`, type: 'int' }] };
const nameOf = (id: SQL): SQL<string> =>
  sql<string>`case ${merges.kind} when 'contact' then (select a.name from accounts a where a.id = ${id}) else (select c.name from companies c where c.id = ${id}) end`;

export interface MergeFilter {
  readonly id?: number;
  readonly kind?: MergeKind | undefined;
  readonly recordId?: number | undefined;
  /** Companies the reader is restricted to: both records' must be among them, or have become part of one. */
  readonly companyIds: readonly number[] | null;
}

/** While a merge of companies is under way, who sees the loser is in the middle of becoming who sees the winner. */
const openCompanies = sql`array_remove(${merges.companyIds},
  case when ${merges.kind} = 'company' and ${merges.state} in ('running', 'undoing', 'failed') then ${merges.loserId} end)`;

const matches = (filter: MergeFilter): SQL | undefined =>
  and(
    filter.id === undefined ? undefined : eq(merges.id, filter.id),
    filter.kind === undefined ? undefined : eq(merges.kind, filter.kind),
    filter.recordId === undefined ? undefined : or(eq(merges.loserId, filter.recordId), eq(merges.winnerId, filter.recordId)),
    filter.companyIds === null
      ? undefined
      : sql`${openCompanies} <@ (with recursive seen as (
          select unnest(array[${sql.join(
            [0, ...filter.companyIds].map((id) => sql`${id}::int`),
            sql`, `,
          )}]) as id union select c.id from companies c join seen s on c.merged_into_id = s.id
        ) select array_agg(id) from seen)`,
  );

export async function listMergeRows(db: Db, filter: MergeFilter, page: { readonly limit: number; readonly cursor?: string | undefined }) {
  const rows = await db
    .select({
      row: merges,
      id: merges.id,
      loserName: nameOf(sql`${merges.loserId}`),
      winnerName: nameOf(sql`${merges.winnerId}`),
      keyset: keysetValues(newestFirst),
    })
    .from(merges)
    .where(and(matches(filter), keysetAfter(newestFirst, page.cursor)))
    .orderBy(...keysetOrder(newestFirst), desc(merges.id))
    .limit(page.limit + 1);
  return keysetPage(newestFirst, rows, page.limit);
}
export type ListedMerge = Awaited<ReturnType<typeof listMergeRows>>['items'][number];

export const countMerges = (db: Db, filter: MergeFilter): Promise<number> => db.$count(merges, matches(filter));
