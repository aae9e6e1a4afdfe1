import { type SQL, sql } from 'drizzle-orm';
import { Refusal } from '../errors.ts';

/**
 * Key-set paging: the thousandth page costs what the first does. The cursor carries the sort values of the last row, so the
 * next page is a range of the same index.
 *
 * @example
 * const byName: Keyset = { name: 'companies', direction: 'asc', columns: [{ sql: sql`lower(name)`, type: 'text' }, { sql: sql`id`, type: 'int' }] };
 * const rows = await db.select({ ...item, keyset: keysetValues(byName) }).from(companies)
 *   .where(keysetAfter(byName, query.cursor)).orderBy(...keysetOrder(byName)).limit(limit + 1);
 * return keysetPage(byName, rows, limit);
 */
export interface Keyset {
  /** What the cursor belongs to (list, sort, filters); a cursor from another list is refused. */
  readonly name: string;
  readonly direction: 'asc' | 'desc';
  /** The sort columns, the last of them unique. */
  readonly columns: readonly { readonly sql: SQL; readonly type: 'text' | 'int' | 'timestamptz' }[];
}

/** The sort values of a row as texts, to be selected beside it under the name `keyset`. */
export const keysetValues = (keyset: Keyset): SQL<string[]> =>
  sql<string[]>`json_build_array(${sql.join(
    keyset.columns.map((column) => sql`(${column.sql})::text`),
    sql`, `,
  )})`;

export const keysetOrder = (keyset: Keyset): SQL[] =>
  keyset.columns.map((column) => (keyset.direction === 'asc' ? sql`${column.sql} asc` : sql`${column.sql} desc`));

/** The condition for rows after the cursor; undefined on the first page. Throws 400 `cursor.invalid`. */
export function keysetAfter(keyset: Keyset, cursor: string | undefined): SQL | undefined {
  if (cursor === undefined) return undefined;
  const values = decode(keyset, cursor);
  const columns = sql.join(
    keyset.columns.map((column) => column.sql),
    sql`, `,
  );
  const bounds = sql.join(
    keyset.columns.map((column, index) => sql`${values[index]}::${sql.raw(column.type)}`),
    sql`, `,
  );
  return keyset.direction === 'asc' ? sql`(${columns}) > (${bounds})` : sql`(${columns}) < (${bounds})`;
}

/** Cuts the extra row that tells whether there is a next page, and makes its cursor. */
export function keysetPage<T extends { readonly keyset: string[] }>(
  keyset: Keyset,
  rows: readonly T[],
  limit: number,
): { items: Omit<T, 'keyset'>[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(({ keyset: _sortValues, ...item }) => item),
    next: rows.length > limit && last ? Buffer.from(JSON.stringify([keyset.name, ...last.keyset])).toString('base64url') : null,
  };
}

const SHAPES = {
  text: /^/,
  int: /^-?\d{1,10}$/,
  timestamptz: /^(\d{4,6}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?(\+00|Z)|infinity)$/,
} as const;

function decode(keyset: Keyset, cursor: string): string[] {
  const refuse = () =>
    new Refusal(400, 'cursor.invalid', 'This cursor belongs to another list or is damaged. Start again from the first page.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw refuse();
  }
  if (!Array.isArray(parsed) || parsed[0] !== keyset.name || parsed.length !== keyset.columns.length + 1) throw refuse();
  const values = parsed.slice(1);
  const fits = values.every(
    (value, index) => typeof value === 'string' && !value.includes('\0') && SHAPES[keyset.columns[index]?.type ?? 'text'].test(value),
  );
  if (!fits) throw refuse();
  return values;
}
