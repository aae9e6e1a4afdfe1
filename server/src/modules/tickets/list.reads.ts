import { createHash } from 'node:crypto';
import type { QueryOf } from '@portico/contracts/kernel/route.ts';
import type { list } from '@portico/contracts/tickets/routes.ts';
import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '../../kernel/context.ts';
import { type Keyset, keysetAfter, keysetOrder, keysetPage, keysetValues } from '../../kernel/db/keyset.ts';
import { serviceTypes } from '../catalogue/catalogue.schema.ts';
import { companies } from '../companies/companies.schema.ts';
import { contactGroups } from '../contact-groups/contact-groups.schema.ts';
import { contacts } from '../contacts/contacts.schema.ts';
import { flagHeld } from '../contacts/index.ts';
import { priorities, queues, statuses } from '../service-desk/service-desk.schema.ts';
import { teams } from '../teams/teams.schema.ts';
import { conditionsOf, everything, relevanceOf } from './list.filters.reads.ts';
import { visibleTo } from './tickets.policy.ts';
import { tickets } from './tickets.schema.ts';

type Reader = Pick<Ctx, 'tx' | 'actor' | 'now'>;
type Query = QueryOf<typeof list>;

/** The sort columns of a list, the last of them unique; each has a fitting index. */
function keysetOf(ctx: Reader, query: Query): Keyset {
  const contact = ctx.actor.audience === 'contact';
  const updated = { sql: sql`${contact ? tickets.publicAt : tickets.updatedAt}`, type: 'timestamptz' } as const;
  const id = { sql: sql`${tickets.id}`, type: 'int' } as const;
  // Ordering by the due date would tell contacts what they are not shown.
  const sort = contact && query.sort === 'dueAt' ? '-updatedAt' : (query.sort ?? '-updatedAt');
  const name = cursorName(ctx, query, sort);
  switch (sort) {
    case 'relevance':
      return { name, direction: 'desc', columns: [{ sql: query.q ? relevanceOf(ctx, query.q) : sql`0`, type: 'int' }, updated, id] };
    case 'dueAt':
      return {
        name,
        direction: 'asc',
        columns: [{ sql: sql`coalesce(${tickets.dueAt}, 'infinity'::timestamptz)`, type: 'timestamptz' }, id],
      };
    case '-createdAt':
      return { name, direction: 'desc', columns: [{ sql: sql`${tickets.createdAt}`, type: 'timestamptz' }, id] };
    default:
      return { name, direction: sort === 'updatedAt' ? 'asc' : 'desc', columns: [updated, id] };
  }
}

/** A cursor holds for this list, these filters and this person, and for nothing else. */
function cursorName({ actor }: Reader, query: Query, sort: string): string {
  const { cursor: _cursor, limit: _limit, count: _count, ...filter } = query;
  const bound = JSON.stringify([sort, Object.entries(filter).sort(), actor.kind, actor.accountId]);
  return `tickets:${createHash('sha256').update(bound).digest('base64url').slice(0, 16)}`;
}

/** One page of a list: the key-set range is read first, the names are joined to these few rows only. */
export async function listTicketRows(ctx: Reader, query: Query) {
  const keyset = keysetOf(ctx, query);
  const after = keysetAfter(keyset, query.cursor);
  const condition = everything(conditionsOf(ctx, query));
  const limit = query.limit ?? 25;
  const rows = await joined(ctx, after ? sql`${condition} and ${after}` : condition, keyset, limit + 1);
  return keysetPage(keyset, rows, limit);
}

export async function countTickets(ctx: Reader, query: Query): Promise<number> {
  const [row] = await ctx.tx
    .select({ total: sql<number>`count(*)::int` })
    .from(tickets)
    .where(everything(conditionsOf(ctx, query)));
  return row?.total ?? 0;
}

/** The ticket with this id or number, if the actor may see it. */
export async function findRow(ctx: Reader, by: 'id' | 'number', value: number) {
  const column = by === 'number' ? tickets.number : tickets.id;
  const [row] = await joined(ctx, sql`${column} = ${value} and ${visibleTo(ctx.actor)}`, BY_ID, 1);
  return row ?? null;
}

const TICKET_COLUMNS = Object.keys(getTableColumns(tickets)) as (keyof ReturnType<typeof getTableColumns<typeof tickets>>)[];
const BY_ID: Keyset = { name: 'tickets:id', direction: 'asc', columns: [{ sql: sql`${tickets.id}`, type: 'int' }] };
export type JoinedRow = Awaited<ReturnType<typeof joined>>[number];

async function joined({ tx, actor }: Reader, where: SQL, keyset: Keyset, limit: number) {
  const order = keysetOrder(keyset);
  // The row number carries the order of the range through the joins.
  const page = tx.$with('page').as(
    tx
      .select({
        ...getTableColumns(tickets),
        keyset: keysetValues(keyset).as('keyset'),
        ordinal: sql<number>`row_number() over (order by ${sql.join(order, sql`, `)})`.as('ordinal'),
      })
      .from(tickets)
      .where(where)
      .orderBy(...order)
      .limit(limit),
  );
  const me = actor.accountId;
  const rows = await tx
    .with(page)
    .select({
      ticket: Object.fromEntries(TICKET_COLUMNS.map((name) => [name, page[name]])) as unknown as ReturnType<
        typeof getTableColumns<typeof tickets>
      >,
      keyset: page.keyset,
      status: { id: statuses.id, name: statuses.name, kind: statuses.kind, isClosed: statuses.isClosed },
      priority: { id: priorities.id, name: priorities.name, level: priorities.level, color: priorities.color },
      company: { id: companies.id, name: companies.name },
      queue: { id: queues.id, name: queues.name },
      team: { id: teams.id, name: teams.name },
      contactGroup: { id: contactGroups.id, name: contactGroups.name, icon: contactGroups.icon },
      serviceType: { id: serviceTypes.id, name: serviceTypes.name },
      isVip: sql<boolean>`(coalesce(${contacts.isVip}, false) or ${flagHeld('vip', false, sql`${page.contactId}`, sql`${page.companyId}`)})`,
      seenSeq: sql<number>`greatest(${page.quietSeq}, coalesce((select r.seen_seq from ticket_reads r where r.account_id = ${me}::int and r.ticket_id = ${page.id}), 0))`,
      tags: sql<
        string[]
      >`(select coalesce(json_agg(g.name order by lower(g.name)), '[]') from ticket_tags x join tags g on g.id = x.tag_id where x.ticket_id = ${page.id})`,
      lastWords: actor.audience === 'contact' ? newestPublicWords(sql`${page.id}`, sql`${page.descriptionText}`) : sql<string | null>`null`,
    })
    .from(page)
    .innerJoin(statuses, sql`${statuses.id} = ${page.statusId}`)
    .innerJoin(priorities, sql`${priorities.id} = ${page.priorityId}`)
    .innerJoin(queues, sql`${queues.id} = ${page.queueId}`)
    .innerJoin(companies, sql`${companies.id} = ${page.companyId}`)
    .leftJoin(contacts, sql`${contacts.id} = ${page.contactId}`)
    .leftJoin(teams, sql`${teams.id} = ${page.teamId}`)
    // A deleted group shows nowhere; one that rests keeps its name on its tickets.
    .leftJoin(contactGroups, sql`${contactGroups.id} = ${page.contactGroupId} and ${contactGroups.deletedAt} is null`)
    .leftJoin(serviceTypes, sql`${serviceTypes.id} = ${page.serviceTypeId}`)
    .orderBy(page.ordinal);
  return rows;
}

/** Enough of the newest words for an excerpt; whole bodies would only be thrown away. */
const newestPublicWords = (id: SQL, description: SQL): SQL<string | null> => sql<string | null>`left(coalesce((
  select c.body_text from comments c where c.ticket_id = ${id} and c.visibility = 'public' and c.deleted_at is null
  order by c.id desc limit 1), ${description}), 600)`;
