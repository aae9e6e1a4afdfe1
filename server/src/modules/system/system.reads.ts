import type { Actor } from '@portico/contracts/access/actor.ts';
import { sql } from 'drizzle-orm';
import type { Db } from '../../kernel/context.ts';
import { visibleTickets } from '../tickets/index.ts';

interface Counts {
  openTickets: number;
  unassigned: number;
  overdue: number;
  companies: number;
  contacts: number;
  techs: number;
  serviceTypes: number;
  teams: number;
  brandSet: boolean;
  defaultsSet: boolean;
}

/** The counters of the admin's home in one statement, of what this administrator may see. */
export async function readCounts(db: Db, actor: Actor, now: string): Promise<Counts> {
  const open = sql`from tickets where archived_at is null and not is_closed and ${visibleTickets(actor)}`;
  const ids = actor.kind === 'tech' ? actor.companyIds : null;
  const own = ids === null ? sql`true` : sql`company.id = any(${sql.param(`{${ids.join(',')}}`)}::int[])`;
  const rows = await db.execute<Counts & Record<string, unknown>>(sql`select
    (select count(*)::int ${open}) as "openTickets",
    (select count(*)::int ${open} and assignee_id is null) as "unassigned",
    (select count(*)::int ${open} and due_at < ${now}) as "overdue",
    (select count(*)::int from companies company where active and ${own}) as "companies",
    (select count(*)::int from accounts a join companies company on company.id = a.company_id where a.kind = 'contact' and a.active and ${own}) as "contacts",
    (select count(*)::int from accounts where kind = 'tech' and active) as "techs",
    (select count(*)::int from service_types where published) as "serviceTypes",
    (select count(*)::int from teams where active) as "teams",
    exists (select 1 from settings where key = 'workspace' and scope = 'global') as "brandSet",
    exists (select 1 from settings where key = 'serviceDesk.defaults' and scope = 'global') as "defaultsSet"`);
  const row = rows.rows[0];
  if (!row) throw new Error('The counters could not be read.');
  return row;
}

/** Tickets created and closed per UTC day, days without any included, oldest first. */
export async function readLoad(
  db: Db,
  actor: Actor,
  now: string,
  days: number,
): Promise<{ day: string; created: number; closed: number }[]> {
  const rows = await db.execute<{ day: string; created: number; closed: number }>(sql`
    with days as (select generate_series(date_trunc('day', ${now}::timestamptz at time zone 'UTC') - make_interval(days => ${days - 1}::int), date_trunc('day', ${now}::timestamptz at time zone 'UTC'), interval '1 day') as d),
    made as (select date_trunc('day', created_at at time zone 'UTC') as d, count(*)::int as n from tickets
      where archived_at is null and ${visibleTickets(actor)} and created_at >= ${now}::timestamptz - make_interval(days => ${days}::int) group by 1),
    ended as (select date_trunc('day', closed_at at time zone 'UTC') as d, count(*)::int as n from tickets
      where archived_at is null and ${visibleTickets(actor)} and closed_at >= ${now}::timestamptz - make_interval(days => ${days}::int) group by 1)
    select to_char(days.d, 'YYYY-MM-DD') as day, coalesce(made.n, 0) as created, coalesce(ended.n, 0) as closed
    from days left join made on made.d = days.d left join ended on ended.d = days.d order by days.d`);
  return rows.rows;
}

export interface MailHealth {
  failed: number;
  waiting: number;
  /** How long the oldest waiting mail has been waiting; 0 when none is. */
  oldestSeconds: number;
  lastSentAt: string | null;
}
export async function readMailHealth(db: Db, now: string): Promise<MailHealth> {
  const rows = await db.execute<{ failed: number; waiting: number; oldestSeconds: number; lastSentAt: string | null }>(sql`select
    (select count(*)::int from mails where state = 'failed' and created_at > ${now}::timestamptz - interval '7 days') as failed,
    (select count(*)::int from mails where state in ('queued', 'sending')) as waiting,
    (select greatest(0, coalesce(extract(epoch from ${now}::timestamptz - min(created_at)), 0))::float8 from mails where state in ('queued', 'sending')) as "oldestSeconds",
    (select to_char(max(sent_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from mails where state = 'sent' and id > (select coalesce(max(id), 0) - 1000 from mails)) as "lastSentAt"`);
  return rows.rows[0] ?? { failed: 0, waiting: 0, oldestSeconds: 0, lastSentAt: null };
}

/** Clock of the database against ours, in milliseconds, and its version. */
export async function readDatabase(db: Db): Promise<{ now: string; version: string; bytes: number }> {
  const rows = await db.execute<{ now: string; version: string; bytes: string }>(
    sql`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now, current_setting('server_version') as version, pg_database_size(current_database()) as bytes`,
  );
  const row = rows.rows[0];
  if (!row) throw new Error('The database did not answer.');
  return { now: row.now, version: row.version, bytes: Number(row.bytes) };
}

/** Files that are kept, and their size together. */
export async function readFilesTotal(db: Db): Promise<{ count: number; bytes: number }> {
  const rows = await db.execute<{ count: number; bytes: string }>(
    sql`select count(*)::int as count, coalesce(sum(size), 0) as bytes from files`,
  );
  return { count: rows.rows[0]?.count ?? 0, bytes: Number(rows.rows[0]?.bytes ?? 0) };
}
