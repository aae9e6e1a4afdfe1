import type { Actor } from '@portico/contracts/access/actor.ts';
import type { QueryOf } from '@portico/contracts/kernel/route.ts';
import type { activities, list } from '@portico/contracts/scim/routes.ts';
import type { ScimActivity, ScimConnection } from '@portico/contracts/scim/shapes.ts';
import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { accounts } from '../accounts/accounts.schema.ts';
import { companies } from '../companies/companies.schema.ts';
import { connectionVisibleTo } from './scim.policy.ts';
import { scimActivities, scimConnections } from './scim.schema.ts';

const CONNECTIONS: Keyset = { name: 'scimConnections', direction: 'desc', columns: [{ sql: sql`${scimConnections.id}`, type: 'int' }] };
const userCount = sql<number>`(select count(*)::int from scim_users u where u.connection_id = ${scimConnections.id} and u.removed_at is null)`;

export async function listConnectionRows(db: Db, actor: Actor, query: QueryOf<typeof list>) {
  const limit = query.limit ?? 25;
  const where = and(connectionVisibleTo(actor), query.companyId === undefined ? undefined : eq(scimConnections.companyId, query.companyId));
  const { id, name, audience, companyId, enabled, lastUsedAt, createdAt, version } = scimConnections;
  const rows = await db
    .select({
      id,
      name,
      audience,
      companyId,
      companyName: companies.name,
      enabled,
      lastUsedAt,
      createdAt,
      version,
      userCount,
      keyset: keysetValues(CONNECTIONS),
    })
    .from(scimConnections)
    .leftJoin(companies, eq(companies.id, scimConnections.companyId))
    .where(and(where, keysetAfter(CONNECTIONS, query.cursor)))
    .orderBy(...keysetOrder(CONNECTIONS))
    .limit(limit + 1);
  const total = query.count ? { total: await db.$count(scimConnections, where) } : {};
  return { ...keysetPage(CONNECTIONS, rows, limit), ...total };
}

/** What it manages, and what it did since a moment. */
export async function summaryOf(db: Db, id: number, since: string): Promise<ScimConnection['summary'] & { userCount: number }> {
  const { rows } = await db.execute<{ users: number; active: number; groups: number; week: Record<string, number> | null }>(sql`
    select (select count(*)::int from scim_users u where u.connection_id = ${id} and u.removed_at is null) as users,
      (select count(*)::int from scim_users u join accounts a on a.id = u.account_id
        where u.connection_id = ${id} and u.removed_at is null and a.active) as active,
      (select count(*)::int from scim_groups g where g.connection_id = ${id} and g.removed_at is null) as groups,
      (select json_object_agg(x.action, x.n) from (select t.action, count(*)::int as n from scim_activities t
        where t.connection_id = ${id} and t.at >= ${since} group by t.action) x) as week`);
  const [row] = rows;
  const of = (...actions: string[]) => actions.reduce((sum, action) => sum + (row?.week?.[action] ?? 0), 0);
  return {
    userCount: row?.users ?? 0,
    activeCount: row?.active ?? 0,
    groupCount: row?.groups ?? 0,
    week: {
      created: of('user.created', 'group.created'),
      adopted: of('user.adopted', 'group.adopted'),
      changed: of('user.changed', 'user.enabled', 'group.changed'),
      disabled: of('user.disabled', 'user.removed', 'group.removed'),
      refused: of('refused'),
    },
  };
}

const ACTIVITIES: Keyset = { name: 'scimActivities', direction: 'desc', columns: [{ sql: sql`${scimActivities.id}`, type: 'int' }] };

export async function listActivityRows(db: Db, connectionId: number, query: QueryOf<typeof activities>) {
  const limit = query.limit ?? 25;
  const where: SQL | undefined = and(
    eq(scimActivities.connectionId, connectionId),
    query.refused === undefined ? undefined : query.refused ? isNotNull(scimActivities.code) : sql`${scimActivities.code} is null`,
  );
  const { id, at, action, subject, status, code, detail, traceId } = scimActivities;
  const rows = await db
    .select({
      id,
      at,
      action,
      subject,
      status,
      code,
      detail,
      traceId,
      account: sql<ScimActivity['account']>`case when ${accounts.id} is null then null
        else json_build_object('id', ${accounts.id}, 'kind', ${accounts.kind}, 'name', ${accounts.name}) end`,
      keyset: keysetValues(ACTIVITIES),
    })
    .from(scimActivities)
    .leftJoin(accounts, eq(accounts.id, scimActivities.accountId))
    .where(and(where, keysetAfter(ACTIVITIES, query.cursor)))
    .orderBy(...keysetOrder(ACTIVITIES))
    .limit(limit + 1);
  const total = query.count ? { total: await db.$count(scimActivities, where) } : {};
  return { ...keysetPage(ACTIVITIES, rows, limit), ...total };
}
