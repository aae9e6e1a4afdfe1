import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { isoText } from '../../kernel/db/columns.ts';
import type { Connection } from './connections.store.ts';
import type { Criteria } from './criteria.rules.ts';
import type { Person } from './person.rules.ts';

export interface UserRow extends Person {
  readonly id: number;
  readonly kind: 'contact' | 'tech';
  readonly role: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly [column: string]: unknown;
}

/**
 * What a connection reaches: accounts it is linked with, of its own kind and company. The link alone would do; that the account is
 * still where it was when it was linked, and still a person of its own, is asked again each time.
 */
const reach = (connection: Connection): SQL =>
  connection.audience === 'staff'
    ? sql`a.kind = 'tech'`
    : sql`a.kind = 'contact' and a.company_id = ${connection.companyId} and a.merged_into_id is null and a.erased_at is null`;
const linked = (connection: Connection): SQL => sql`u.connection_id = ${connection.id} and u.removed_at is null`;

const rowsWhere = (connection: Connection, where: SQL): SQL => sql`
  select u.account_id as id, a.kind, t.role, u.user_name as "userName", u.external_id as "externalId", u.version + a.version as version,
    ${isoText(sql`u.created_at`)} as "createdAt", ${isoText(sql`a.updated_at`)} as "updatedAt", a.active, a.name, a.given_name as "givenName",
    a.surname, a.title, a.email, a.phone, a.mobile, a.locale, a.time_zone as "timeZone",
    case a.kind when 'tech' then d.name else a.department end as department
  from scim_users u join accounts a on a.id = u.account_id left join techs t on t.id = a.id left join departments d on d.id = t.department_id
  where ${linked(connection)} and ${reach(connection)} and ${where} order by u.account_id`;

export async function findUser(db: Db, connection: Connection, id: number): Promise<UserRow | null> {
  const { rows } = await db.execute<UserRow>(rowsWhere(connection, sql`u.account_id = ${id}`));
  return rows[0] ?? null;
}

const and = (parts: readonly (SQL | undefined)[]): SQL =>
  sql.join(
    parts.filter((part) => part !== undefined),
    sql` and `,
  );

/** Conditions on the link alone, and those that need the account. */
function conditions({ userName, externalId, id, email, displayName, active }: Criteria) {
  const onLink = [
    userName === undefined ? undefined : sql`u.user_key = lower(${userName})`,
    externalId === undefined ? undefined : sql`u.external_id = ${externalId}`,
    id === undefined ? undefined : sql`u.account_id = ${id}`,
  ];
  const onAccount = [
    email === undefined ? undefined : sql`a.email_key = lower(${email})`,
    displayName === undefined ? undefined : sql`lower(a.name) = lower(${displayName})`,
    active === undefined ? undefined : sql`a.active = ${active}`,
  ];
  return { onLink, onAccount: onAccount.filter((part) => part !== undefined) };
}

/**
 * A page by position, as SCIM asks for it. The position is counted in an index of links; rows of people are read for the page only.
 * Three statements, however long the page.
 */
export async function listUsers(
  db: Db,
  connection: Connection,
  criteria: Criteria,
  page: { readonly offset: number; readonly limit: number },
) {
  const { onLink, onAccount } = conditions(criteria);
  const from = onAccount.length === 0 ? sql`scim_users u` : sql`scim_users u join accounts a on a.id = u.account_id`;
  const where = and([linked(connection), ...onLink, ...onAccount]);
  const { rows: counted } = await db.execute<{ n: number }>(sql`select count(*)::int as n from ${from} where ${where}`);
  const total = counted[0]?.n ?? 0;
  if (total === 0 || page.limit === 0) return { total, rows: [] };
  const { rows: ids } = await db.execute<{ id: number }>(
    sql`select u.account_id as id from ${from} where ${where} order by u.account_id offset ${page.offset} limit ${page.limit}`,
  );
  if (ids.length === 0) return { total, rows: [] };
  const { rows } = await db.execute<UserRow>(rowsWhere(connection, sql`u.account_id = any(${sql.param(ids.map((row) => row.id))}::int[])`));
  return { total, rows };
}

/** Which of these ids are users of the connection. */
export async function knownUsers(db: Db, connection: Connection, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.execute<{ id: number }>(sql`select u.account_id as id from scim_users u join accounts a on a.id = u.account_id
    where ${linked(connection)} and ${reach(connection)} and u.account_id = any(${sql.param([...ids])}::int[])`);
  return rows.map((row) => row.id);
}

/** The account that has this address where the connection works, and whose it is; locked. */
export async function findByAddress(db: Db, connection: Connection, email: string) {
  const { rows } = await db.execute<{
    id: number;
    role: string | null;
    link: { connectionId: number; removed: boolean } | null;
  }>(sql`
    select a.id, t.role, case when u.account_id is not null
      then json_build_object('connectionId', u.connection_id, 'removed', u.removed_at is not null) end as link
    from accounts a left join techs t on t.id = a.id left join scim_users u on u.account_id = a.id
    where ${reach(connection)} and a.email_key = lower(${email}) for update of a`);
  return rows[0] ?? null;
}

/** Does one of these domains stand at another company, and none of them at this one? */
export async function isDomainElsewhere(db: Db, companyId: number, domains: readonly string[]): Promise<boolean> {
  const { rows } = await db.execute<{ elsewhere: boolean }>(sql`select coalesce(bool_and(company_id <> ${companyId}), false) as elsewhere
    from company_domains where domain = any(${sql.param([...domains])}::text[])`);
  return rows[0]?.elsewhere ?? false;
}

/** Departments of staff are rows that administrators make: one of this name, or none. */
export async function findDepartment(db: Db, name: string): Promise<number | null> {
  const { rows } = await db.execute<{ id: number }>(sql`select id from departments where lower(name) = lower(${name}) and active`);
  return rows[0]?.id ?? null;
}
