import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { isoText } from '../../kernel/db/columns.ts';
import type { Connection } from './connections.store.ts';
import type { Criteria } from './criteria.rules.ts';

export interface GroupRow {
  readonly id: number;
  /** Of the contact group or team. */
  readonly targetId: number;
  readonly name: string;
  readonly externalId: string | null;
  readonly version: number;
  readonly memberCount: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}
export interface MemberRow {
  readonly groupId: number;
  readonly id: number;
  readonly name: string;
}

/** What a group of the directory is here, and who is in it. A group that rests or was deleted by hand is not there. */
const KINDS = {
  company: {
    groups: sql`contact_groups`,
    link: sql`l.contact_group_id`,
    members: sql`contact_group_members`,
    memberGroup: sql`m.group_id`,
    memberPerson: sql`m.contact_id`,
  },
  staff: {
    groups: sql`teams`,
    link: sql`l.team_id`,
    members: sql`team_members`,
    memberGroup: sql`m.team_id`,
    memberPerson: sql`m.tech_id`,
  },
} as const;
const alive = (connection: Connection): SQL =>
  connection.audience === 'staff' ? sql`g.active` : sql`g.deleted_at is null and g.company_id = ${connection.companyId}`;

const fromGroups = (connection: Connection): SQL => {
  const { groups, link } = KINDS[connection.audience];
  return sql`scim_groups l join ${groups} g on g.id = ${link}`;
};
/** Only its own users count: who was put in by hand is nobody the directory knows. */
const membersOf = (connection: Connection): SQL => {
  const { members, memberPerson } = KINDS[connection.audience];
  return sql`${members} m join scim_users u on u.account_id = ${memberPerson} and u.connection_id = ${connection.id} and u.removed_at is null`;
};

function whereOf(connection: Connection, { id, displayName, externalId }: Criteria): SQL {
  const parts = [
    sql`l.connection_id = ${connection.id} and l.removed_at is null and ${alive(connection)}`,
    ...(id === undefined ? [] : [sql`l.id = ${id}`]),
    ...(displayName === undefined ? [] : [sql`lower(g.name) = lower(${displayName})`]),
    ...(externalId === undefined ? [] : [sql`l.external_id = ${externalId}`]),
  ];
  return sql.join(parts, sql` and `);
}

/** A page by position, as SCIM asks for it. */
export async function listGroups(
  db: Db,
  connection: Connection,
  criteria: Criteria,
  page: { readonly offset: number; readonly limit: number },
) {
  const where = whereOf(connection, criteria);
  const { rows: counted } = await db.execute<{ n: number }>(sql`select count(*)::int as n from ${fromGroups(connection)} where ${where}`);
  const total = counted[0]?.n ?? 0;
  if (total === 0 || page.limit === 0) return { total, rows: [] };
  const { memberGroup } = KINDS[connection.audience];
  const { rows } = await db.execute<GroupRow & Record<string, unknown>>(sql`
    select l.id, g.id as "targetId", g.name, l.external_id as "externalId", l.version + g.version as version,
      ${isoText(sql`l.created_at`)} as "createdAt", ${isoText(sql`g.updated_at`)} as "updatedAt",
      (select count(*)::int from ${membersOf(connection)} where ${memberGroup} = g.id) as "memberCount"
    from ${fromGroups(connection)} where ${where} order by l.id offset ${page.offset} limit ${page.limit}`);
  return { total, rows: rows as readonly GroupRow[] };
}

export async function findGroupOf(db: Db, connection: Connection, id: number): Promise<GroupRow | null> {
  const { rows } = await listGroups(db, connection, { id }, { offset: 0, limit: 1 });
  return rows[0] ?? null;
}

/** The members of several groups with one statement. */
export async function listMembers(
  db: Db,
  connection: Connection,
  groups: readonly Pick<GroupRow, 'targetId'>[],
): Promise<readonly MemberRow[]> {
  if (groups.length === 0) return [];
  const { memberGroup } = KINDS[connection.audience];
  const { rows } = await db.execute<MemberRow & Record<string, unknown>>(sql`
    select ${memberGroup} as "groupId", u.account_id as id, a.name from ${membersOf(connection)} join accounts a on a.id = u.account_id
    where ${memberGroup} = any(${sql.param(groups.map((group) => group.targetId))}::int[]) order by u.account_id`);
  return rows;
}

/** The group of this name where the connection works, and whose it is; locked. A team may rest; deleted contact groups leave their name free. */
export async function findByName(db: Db, connection: Connection, name: string) {
  const { groups, link } = KINDS[connection.audience];
  const here = connection.audience === 'staff' ? sql`true` : sql`g.deleted_at is null and g.company_id = ${connection.companyId}`;
  const rests = connection.audience === 'staff' ? sql`not g.active` : sql`false`;
  const { rows } = await db.execute<{
    id: number;
    rests: boolean;
    link: { id: number; connectionId: number; removed: boolean } | null;
  }>(sql`
    select g.id, ${rests} as rests, case when l.id is not null
      then json_build_object('id', l.id, 'connectionId', l.connection_id, 'removed', l.removed_at is not null) end as link
    from ${groups} g left join scim_groups l on ${link} = g.id where ${here} and lower(g.name) = lower(${name}) for update of g`);
  return rows[0] ?? null;
}
