import { type SQL, sql } from 'drizzle-orm';

/** Workspace-wide restriction of staff: `{ queueIds?, companyIds?, categoryIds? }`; what is not in it is not restricted. */
export const STAFF_RESTRICTIONS_KEY = 'staff.restrictions';

const KINDS = {
  queueIds: { table: 'tech_queues', column: 'queue_id', flag: 'queues_restricted' },
  companyIds: { table: 'tech_companies', column: 'company_id', flag: 'companies_restricted' },
  categoryIds: { table: 'tech_categories', column: 'category_id', flag: 'categories_restricted' },
} as const;
export type RestrictionKind = keyof typeof KINDS;

/** The tech's own list, null when he has none. `tech` is the name of the row of `techs` in the surrounding query. */
export function ownList(kind: RestrictionKind, tech: string): SQL<number[] | null> {
  const { table, column, flag } = KINDS[kind];
  return sql.raw(
    `case when ${tech}.${flag} then coalesce((select json_agg(x.${column} order by x.${column}) from ${table} x where x.tech_id = ${tech}.id), '[]') end`,
  ) as SQL<number[] | null>;
}

/** What holds for the tech: his own list, else the workspace's, else null: everything. */
export const heldList = (kind: RestrictionKind, tech: string): SQL<number[] | null> =>
  sql<number[] | null>`coalesce(${ownList(kind, tech)}, (select (g.value -> ${sql.raw(`'${kind}'`)})::json from settings g
    where g.key = ${sql.raw(`'${STAFF_RESTRICTIONS_KEY}'`)} and g.scope = 'global' and g.scope_id = 0))`;

/** The category that a ticket without one counts as. */
export const defaultCategory = sql<number | null>`(select (d.value ->> 'categoryId')::int from settings d
  where d.key = 'serviceDesk.defaults' and d.scope = 'global' and d.scope_id = 0)`;
