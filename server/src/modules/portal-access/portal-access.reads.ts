import type { AccessImpact, PortalAccess } from '@portico/contracts/portal-access/shapes.ts';
import { asc, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { contactOpen, type LetIn } from './portal-access.policy.ts';
import { companyStatuses, companyTypes, portalAccess } from './portal-access.schema.ts';
import type { LabelKind } from './portal-access.store.ts';

const TABLES = { types: companyTypes, statuses: companyStatuses } as const;
const COLUMNS = { types: sql`type_id`, statuses: sql`status_id` } as const;
const MOST_NAMED = 20;
const people = sql`accounts a join companies c on c.id = a.company_id`;
const open = (set?: LetIn): SQL => contactOpen(sql`a`, sql`c`, set);
/** Contacts that are an administrator's own: somebody who would lock himself, or a colleague, out of the portal. */
const isAdmins = sql`exists (select 1 from techs t join accounts o on o.id = t.id
  where t.role in ('admin', 'master-admin') and o.active and o.email_key = a.email_key)`;

export async function listLabels(db: Db, kind: LabelKind): Promise<{ id: number; name: string }[]> {
  const table = TABLES[kind];
  return db.select({ id: table.id, name: table.name }).from(table).orderBy(asc(table.position), asc(table.id));
}

/** What a new company starts with. */
export async function firstLabels(db: Db): Promise<{ typeId: number | null; statusId: number | null }> {
  const rows = await db.execute<{ type: number | null; status: number | null }>(sql`select
    (select id from company_types order by position, id limit 1) as type,
    (select id from company_statuses order by position, id limit 1) as status`);
  return { typeId: rows.rows[0]?.type ?? null, statusId: rows.rows[0]?.status ?? null };
}

async function listCounted(db: Db, kind: LabelKind) {
  const table = TABLES[kind];
  const of = sql`c.${COLUMNS[kind]} = ${sql.raw(kind === 'types' ? 'company_types' : 'company_statuses')}.id`;
  return db
    .select({
      id: table.id,
      name: table.name,
      opensPortal: table.opensPortal,
      companies: sql<number>`(select count(*)::int from companies c where ${of})`,
      people: sql<number>`(select count(*)::int from ${people} where ${of} and a.kind = 'contact' and a.active and a.email is not null and c.active)`,
    })
    .from(table)
    .orderBy(asc(table.position), asc(table.id));
}

/** Contacts who could sign in, whether they ever did or not. */
export async function countPotentialUsers(db: Db): Promise<number> {
  const rows = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from ${people} where a.kind = 'contact' and ${open()}`,
  );
  return rows.rows[0]?.count ?? 0;
}

export async function readPortalAccess(db: Db): Promise<PortalAccess> {
  const [row] = await db
    .select({ version: portalAccess.version, contactLimit: portalAccess.contactLimit })
    .from(portalAccess)
    .where(eq(portalAccess.id, 1));
  if (!row) throw new Error('The row of portal_access is missing.');
  const types = await listCounted(db, 'types');
  const statuses = await listCounted(db, 'statuses');
  return { types, statuses, potentialUsers: await countPotentialUsers(db), ...row };
}

export async function readContactLimit(db: Db): Promise<number | null> {
  const [row] = await db.select({ contactLimit: portalAccess.contactLimit }).from(portalAccess).where(eq(portalAccess.id, 1));
  return row?.contactLimit ?? null;
}

/** Who would lose and who would gain the way in if another choice held. */
export async function readImpact(db: Db, next: LetIn): Promise<AccessImpact> {
  const rows = await db.execute<{
    id: number;
    name: string;
    people: number;
    isOwn: boolean;
    total: number;
    companyCount: number;
  }>(sql`
    select c.id, c.name, count(*)::int as people, bool_or(${isAdmins}) as "isOwn",
      (sum(count(*)) over ())::int as total, (count(*) over ())::int as "companyCount"
    from ${people} where a.kind = 'contact' and ${open()} and not ${open(next)}
    group by c.id, c.name order by bool_or(${isAdmins}) desc, count(*) desc, c.id limit ${MOST_NAMED}`);
  const after = await db.execute<{ remaining: number; gaining: number }>(sql`
    select count(*)::int as remaining, (count(*) filter (where not ${open()}))::int as gaining
    from ${people} where a.kind = 'contact' and ${open(next)}`);
  return {
    losing: rows.rows[0]?.total ?? 0,
    gaining: after.rows[0]?.gaining ?? 0,
    remaining: after.rows[0]?.remaining ?? 0,
    companies: rows.rows.map(({ id, name, people: count, isOwn }) => ({ id, name, people: count, isOwn })),
    companyCount: rows.rows[0]?.companyCount ?? 0,
  };
}

/** Accounts with open sessions that will lose the way in: their sockets are cut. */
export async function listSignedInLosers(db: Db, next: LetIn): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(sql`select a.id from ${people} where a.kind = 'contact' and ${open()} and not ${open(next)}
    and exists (select 1 from sessions s where s.account_id = a.id and s.revoked_at is null)`);
  return rows.rows.map(({ id }) => id);
}

export interface Standing {
  /** Contacts of the company, or the one contact, who could sign in. */
  readonly people: number;
  /** Among them is a contact with the address of an administrator. */
  readonly hasAdmin: boolean;
  /** Contacts of other companies who could sign in. */
  readonly others: number;
}

/** How things stand around one company, or one contact, at this moment of the transaction. */
export async function readStanding(db: Db, of: { readonly companyId: number } | { readonly contactId: number }): Promise<Standing> {
  const mine = 'companyId' in of ? sql`a.company_id = ${of.companyId}` : sql`a.id = ${of.contactId}`;
  const rows = await db.execute<{ people: number; hasAdmin: boolean; others: number }>(sql`
    select (count(*) filter (where ${mine}))::int as people, coalesce(bool_or(${isAdmins}) filter (where ${mine}), false) as "hasAdmin",
      (count(*) filter (where not ${mine}))::int as others
    from ${people} where a.kind = 'contact' and ${open()}`);
  return rows.rows[0] ?? { people: 0, hasAdmin: false, others: 0 };
}
