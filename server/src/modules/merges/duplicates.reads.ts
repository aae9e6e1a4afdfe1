import type { DuplicatePair, MergeKind } from '@portico/contracts/merges/shapes.ts';
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';

/** As the index says it: the name without legal form, signs and spaces. */
const PLAIN = (row: string): SQL =>
  sql.raw(
    `regexp_replace(lower(${row}.name), '[^[:alnum:]]+|\\m(gmbh|mbh|ag|kg|ohg|ug|se|inc|llc|ltd|limited|corp|co|sarl|sas|bv|nv|plc|pty)\\M', '', 'g')`,
  );
/** Parts before the @ that are a desk, not a person. */
const DESKS = sql.raw(
  "('info', 'office', 'mail', 'kontakt', 'contact', 'admin', 'support', 'service', 'buchhaltung', 'accounting', 'sales', 'noreply')",
);

const contacts = (row: string): SQL => sql.raw(`${row}.kind = 'contact' and ${row}.merged_into_id is null and ${row}.erased_at is null`);

/** Each pair once, the older record first; every lookup of the other record is one range of an index. */
const CONTACT_PAIRS = sql`accounts a join lateral (
    select b.id, b.name, b.email, 1 as rank from accounts b
      where b.kind = 'contact' and b.company_id = a.company_id and lower(b.name) = lower(a.name) and b.id > a.id and ${contacts('b')}
    union all
    select b.id, b.name, b.email, 2 from accounts b
      where b.kind = 'contact' and b.company_id = a.company_id and split_part(b.email_key, '@', 1) = split_part(a.email_key, '@', 1) and b.id > a.id
        and lower(b.name) <> lower(a.name) and split_part(a.email_key, '@', 1) not in ${DESKS} and ${contacts('b')}
  ) d on true join companies c on c.id = a.company_id`;
const COMPANY_PAIRS = sql`companies a join lateral (
    select b.id, b.name, null::text as email, 1 as rank from companies b
      where ${PLAIN('b')} = ${PLAIN('a')} and ${PLAIN('a')} <> '' and b.id > a.id and b.merged_into_id is null
    union
    select b.id, b.name, null::text, 3 from company_domains mine join company_domains theirs
        on split_part(theirs.domain, '.', 1) = split_part(mine.domain, '.', 1) join companies b on b.id = theirs.company_id
      where mine.company_id = a.id and length(split_part(mine.domain, '.', 1)) > 2 and b.id > a.id and b.merged_into_id is null
        and ${PLAIN('b')} <> ${PLAIN('a')}
  ) d on true`;

interface Row {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly otherId: number;
  readonly otherName: string;
  readonly otherEmail: string | null;
  readonly rank: number;
  readonly company: string | null;
  readonly keyset: string[];
}
const REASONS: Readonly<Record<number, DuplicatePair['reason']>> = { 1: 'name', 2: 'localPart', 3: 'domain' };

export async function listDuplicates(
  db: Db,
  kind: MergeKind,
  query: {
    readonly recordId: number | undefined;
    readonly limit: number;
    readonly cursor: string | undefined;
    readonly companyIds: readonly number[] | null;
  },
): Promise<{ items: DuplicatePair[]; next: string | null }> {
  const keyset: Keyset = {
    name: `duplicates:${kind}`,
    direction: 'asc',
    columns: [
      { sql: sql`a.id`, type: 'int' },
      { sql: sql`d.id`, type: 'int' },
    ],
  };
  const { rows } = await db.execute<Row & Record<string, unknown>>(sql`
    select a.id, a.name, ${kind === 'contact' ? sql`a.email` : sql`null as email`}, d.id as "otherId", d.name as "otherName", d.email as "otherEmail", d.rank,
      ${kind === 'contact' ? sql`c.name` : sql`null`} as company, ${keysetValues(keyset)} as keyset
    from ${kind === 'contact' ? CONTACT_PAIRS : COMPANY_PAIRS}
    where ${sql.join(conditions(kind, query, keysetAfter(keyset, query.cursor)), sql` and `)}
    order by ${sql.join(keysetOrder(keyset), sql`, `)} limit ${query.limit + 1}`);
  const page = keysetPage(keyset, rows as readonly Row[], query.limit);
  return {
    next: page.next,
    items: page.items.map((row) => ({
      id: row.id,
      kind,
      reason: REASONS[row.rank] ?? 'name',
      one: { id: row.id, name: row.name, note: kind === 'contact' ? note(row.email, row.company) : null },
      other: { id: row.otherId, name: row.otherName, note: kind === 'contact' ? note(row.otherEmail, row.company) : null },
    })),
  };
}

const note = (email: string | null, company: string | null): string => [email, company].filter(Boolean).join(' · ');

function conditions(
  kind: MergeKind,
  { recordId, companyIds }: { readonly recordId: number | undefined; readonly companyIds: readonly number[] | null },
  after: SQL | undefined,
): SQL[] {
  const inside = (column: SQL, ids: readonly number[]) =>
    ids.length === 0
      ? sql`false`
      : sql`${column} in (${sql.join(
          ids.map((id) => sql`${id}`),
          sql`, `,
        )})`;
  const mine =
    companyIds === null
      ? []
      : kind === 'contact'
        ? [inside(sql`a.company_id`, companyIds)]
        : [inside(sql`a.id`, companyIds), inside(sql`d.id`, companyIds)];
  return [
    kind === 'contact' ? contacts('a') : sql`a.merged_into_id is null`,
    ...mine,
    ...(recordId === undefined ? [] : [sql`(a.id = ${recordId} or d.id = ${recordId})`]),
    ...(after ? [after] : []),
  ];
}
