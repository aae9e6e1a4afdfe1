import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { clientCounts, counts } from '@portico/contracts/tickets/routes.ts';
import { type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../kernel/context.ts';
import { all, conditionsOf, dueConditions, FACETS, type Facet, type TicketFilter } from './list.filters.reads.ts';
import { visibleTo } from './tickets.policy.ts';

type Reader = Pick<Ctx, 'tx' | 'actor' | 'now'>;
type Counts = ReplyOf<typeof counts>;
const LARGEST = 12;

/**
 * All counters of the facets in one statement and one pass: each ticket that meets the fixed conditions carries, per facet, whether
 * it meets that one; a facet counts those that meet all the others.
 */
export async function countFacets(ctx: Reader, filter: TicketFilter): Promise<Counts> {
  const { fixed, facets } = conditionsOf(ctx, filter);
  const meets = (facet: Facet) => sql.identifier(`meets_${facet}`);
  const others = (facet: Facet | null): SQL => all(FACETS.filter((one) => one !== facet).map((one) => sql`${meets(one)}`));
  const due = dueConditions(ctx);
  const me = ctx.actor.accountId;
  const grouped = (facet: Facet, column: string): SQL =>
    sql`select ${facet}::text as facet, ${sql.identifier(column)}::text as key, count(*)::int as count from base where ${others(facet)} group by ${sql.identifier(column)}`;
  const single = (facet: Facet, key: string, condition: SQL): SQL =>
    sql`select ${facet}::text, ${key}::text, count(*)::int from base where ${others(facet)} and ${condition}`;
  const { rows } = await ctx.tx.execute<{ facet: string; key: string; count: number; name: string | null }>(sql`
    with base as materialized (
      select assignee_id, status_id, priority_id, queue_id, company_id, contact_group_id,
        ${sql.join(
          FACETS.map((facet) => sql`coalesce(${facets[facet] ?? sql`true`}, false) as ${meets(facet)}`),
          sql`, `,
        )},
        ${sql.join(
          Object.entries(due).map(([key, condition]) => sql`coalesce(${condition}, false) as ${sql.identifier(`due_${key}`)}`),
          sql`, `,
        )}
      from tickets where ${all(fixed)}),
    counted as (
      select 'total'::text as facet, ''::text as key, count(*)::int as count from base where ${others(null)}
      union all ${grouped('status', 'status_id')}
      union all ${grouped('priority', 'priority_id')}
      union all ${grouped('queue', 'queue_id')}
      union all (${grouped('company', 'company_id')} order by 3 desc, 2 limit ${LARGEST})
      union all (${grouped('contactGroup', 'contact_group_id')} having contact_group_id is not null order by 3 desc, 2 limit ${LARGEST})
      union all ${single('contactGroup', 'none', sql`contact_group_id is null`)}
      union all ${single('contactGroup', 'any', sql`contact_group_id is not null`)}
      union all ${single('assignee', 'me', sql`assignee_id = ${me}::int`)}
      union all ${single('assignee', 'none', sql`assignee_id is null`)}
      union all ${single('assignee', 'any', sql`true`)}
      union all ${sql.join(
        Object.keys(due).map((key) => single('due', key, sql`${sql.identifier(`due_${key}`)}`)),
        sql` union all `,
      )})
    select counted.*, coalesce(c.name, g.name) as name from counted
    left join companies c on counted.facet = 'company' and c.id::text = counted.key
    left join contact_groups g on counted.facet = 'contactGroup' and g.id::text = counted.key
    order by facet, count desc, key`);
  const named = (facet: string) =>
    rows.filter((row) => row.facet === facet).map(({ key, name, count }) => ({ key, name: name ?? '', count }));
  const of = (facet: string) => rows.filter((row) => row.facet === facet).map(({ key, count }) => ({ key, count }));
  return {
    total: of('total')[0]?.count ?? 0,
    assignee: of('assignee'),
    status: of('status'),
    priority: of('priority'),
    queue: of('queue'),
    company: named('company'),
    contactGroup: named('contactGroup'),
    due: of('due'),
  };
}

/** The counters of a contact's menu and home page, in one pass over what he may see. */
export async function countForContact(ctx: Reader): Promise<ReplyOf<typeof clientCounts>> {
  const me = ctx.actor.accountId;
  const count = (condition: SQL): SQL => sql`(count(*) filter (where ${condition}))::int`;
  const mine = sql`tickets.contact_id = ${me}::int`;
  const { rows } = await ctx.tx.execute<ReplyOf<typeof clientCounts>>(sql`
    select ${count(sql`${mine} and not tickets.is_closed`)} as "mineOpen",
      ${count(sql`${mine} and tickets.is_closed`)} as "mineClosed",
      ${count(sql`not tickets.is_closed`)} as "visibleOpen",
      ${count(sql`${mine} and not tickets.is_closed and s.kind = 'waiting-you' and tickets.last_public_by is distinct from 'contact'`)} as "waitingForYou",
      ${count(sql`tickets.public_seq > greatest(tickets.quiet_seq, coalesce(r.seen_seq, 0)) and (${mine} or p.account_id is not null)`)} as "unread"
    from tickets join statuses s on s.id = tickets.status_id
    left join ticket_reads r on r.account_id = ${me}::int and r.ticket_id = tickets.id
    left join ticket_participants p on p.account_id = ${me}::int and p.ticket_id = tickets.id and p.role = 'cc'
    where ${visibleTo(ctx.actor)} and tickets.archived_at is null`);
  return rows[0]!;
}
