import type { Tag, TagType } from '@portico/contracts/tags/shapes.ts';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { tags } from './tags.schema.ts';

const beginning = (q: string | undefined): string =>
  `${(q ?? '')
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, '\\$&')}%`;

/** At most 50: those that begin with `q` first, then defined ones before free ones. */
export async function listSuggestions(
  db: Db,
  q: string | undefined,
  types: readonly TagType[] | null,
): Promise<{ id: number; name: string; type: TagType }[]> {
  const like = beginning(q);
  const among = types
    ? sql`and type in (${sql.join(
        types.map((type) => sql`${type}`),
        sql`, `,
      )})`
    : sql``;
  const { rows } = await db.execute<{ id: number; name: string; type: TagType }>(sql`
    select id, name, type from tags where lower(name) like ${`%${like}`} ${among}
    order by lower(name) not like ${like}, type = 'free', lower(name), id limit 50`);
  return rows;
}

const item = {
  id: tags.id,
  name: tags.name,
  type: tags.type,
  tickets: sql<number>`(select count(*)::int from ticket_tags x where x.tag_id = tags.id)`,
  companies: sql<number>`(select count(*)::int from company_tags x where x.tag_id = tags.id)`,
  contacts: sql<number>`(select count(*)::int from contact_tags x where x.tag_id = tags.id)`,
  version: tags.version,
};
const byName: Keyset = {
  name: 'tags:name',
  direction: 'asc',
  columns: [
    { sql: sql`lower(${tags.name})`, type: 'text' },
    { sql: sql`${tags.id}`, type: 'int' },
  ],
};
export interface TagFilter {
  readonly q: string | undefined;
  readonly type: TagType | undefined;
  readonly limit: number;
  readonly cursor: string | undefined;
}
const matches = ({ q, type }: TagFilter): SQL | undefined =>
  and(q?.trim() ? sql`lower(${tags.name}) like ${`%${beginning(q)}`}` : undefined, type ? eq(tags.type, type) : undefined);

export async function listTagRows(db: Db, filter: TagFilter): Promise<{ items: Tag[]; next: string | null }> {
  const rows = await db
    .select({ ...item, keyset: keysetValues(byName) })
    .from(tags)
    .where(and(matches(filter), keysetAfter(byName, filter.cursor)))
    .orderBy(...keysetOrder(byName))
    .limit(filter.limit + 1);
  return keysetPage(byName, rows, filter.limit);
}

export async function countTags(db: Db, filter: TagFilter): Promise<number> {
  const [row] = await db.select({ total: sql<number>`count(*)::int` }).from(tags).where(matches(filter));
  return row?.total ?? 0;
}

export async function findTag(db: Db, id: number): Promise<Tag | null> {
  const [row] = await db.select(item).from(tags).where(eq(tags.id, id));
  return row ?? null;
}
