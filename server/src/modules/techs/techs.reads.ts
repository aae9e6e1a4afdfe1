import type { TechRole } from '@portico/contracts/access/actor.ts';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { accounts } from '../accounts/accounts.schema.ts';
import { ownList } from './tech-reach.reads.ts';
import { techs } from './techs.schema.ts';

const item = {
  id: accounts.id,
  name: accounts.name,
  email: accounts.email,
  title: accounts.title,
  role: techs.role,
  active: accounts.active,
  teams: sql<
    { id: number; name: string }[]
  >`(select coalesce(json_agg(json_build_object('id', tm.id, 'name', tm.name) order by lower(tm.name)), '[]')
    from team_members m join teams tm on tm.id = m.team_id where m.tech_id = ${accounts.id} and tm.active)`,
  openTicketCount: sql<number>`(select count(*)::int from tickets t where t.assignee_id = ${accounts.id} and t.archived_at is null and not t.is_closed)`,
  lastSeenAt: accounts.lastSeenAt,
  createdAt: accounts.createdAt,
  version: accounts.version,
};
const details = {
  ...item,
  department: sql<{
    id: number;
    name: string;
  } | null>`(select json_build_object('id', d.id, 'name', d.name) from departments d where d.id = ${techs.departmentId})`,
  phone: accounts.phone,
  mobile: accounts.mobile,
  office: accounts.office,
  timeZone: accounts.timeZone,
  locale: accounts.locale,
  hasPassword: sql<boolean>`exists (select 1 from account_passwords p where p.account_id = ${accounts.id})`,
  queueIds: ownList('queueIds', 'techs'),
  companyIds: ownList('companyIds', 'techs'),
  categoryIds: ownList('categoryIds', 'techs'),
};

export interface TechFilter {
  readonly sort: 'name' | '-name' | '-createdAt';
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly match: SQL | undefined;
  readonly active: boolean | undefined;
  readonly role: TechRole | undefined;
  readonly teamId: number | undefined;
  /** Only colleagues of these teams, and this tech himself. */
  readonly within: { readonly techId: number; readonly teamIds: readonly number[] } | undefined;
}

const inTeams = (ids: readonly number[]): SQL =>
  ids.length === 0
    ? sql`false`
    : sql`exists (select 1 from team_members m where m.tech_id = ${accounts.id} and m.team_id in (${sql.join(
        ids.map((id) => sql`${id}`),
        sql`, `,
      )}))`;

const matches = (filter: TechFilter): SQL | undefined =>
  and(
    eq(accounts.kind, 'tech'),
    filter.active === undefined ? undefined : eq(accounts.active, filter.active),
    filter.role === undefined ? undefined : eq(techs.role, filter.role),
    filter.teamId === undefined ? undefined : inTeams([filter.teamId]),
    filter.within ? sql`(${accounts.id} = ${filter.within.techId} or ${inTeams(filter.within.teamIds)})` : undefined,
    filter.match,
  );

export async function listTechRows(db: Db, filter: TechFilter) {
  const keyset = keysetOf(filter.sort);
  const rows = await db
    .select({ ...item, keyset: keysetValues(keyset) })
    .from(accounts)
    .innerJoin(techs, eq(techs.id, accounts.id))
    .where(and(matches(filter), keysetAfter(keyset, filter.cursor)))
    .orderBy(...keysetOrder(keyset))
    .limit(filter.limit + 1);
  return keysetPage(keyset, rows, filter.limit);
}

export async function countTechs(db: Db, filter: TechFilter): Promise<number> {
  const [row] = await db
    .select({ total: sql<number>`count(*)::int` })
    .from(accounts)
    .innerJoin(techs, eq(techs.id, accounts.id))
    .where(matches(filter));
  return row?.total ?? 0;
}

export async function getTechRow(db: Db, id: number) {
  const [row] = await db.select(details).from(accounts).innerJoin(techs, eq(techs.id, accounts.id)).where(eq(accounts.id, id));
  return row ?? null;
}

function keysetOf(sort: TechFilter['sort']): Keyset {
  const id = { sql: sql`${accounts.id}`, type: 'int' } as const;
  if (sort === '-createdAt')
    return { name: 'techs:-createdAt', direction: 'desc', columns: [{ sql: sql`${accounts.createdAt}`, type: 'timestamptz' }, id] };
  return {
    name: `techs:${sort}`,
    direction: sort === 'name' ? 'asc' : 'desc',
    columns: [{ sql: sql`lower(${accounts.name})`, type: 'text' }, id],
  };
}
