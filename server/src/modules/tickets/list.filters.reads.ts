import { seesBeyondOwn } from '@portico/contracts/access/actor.ts';
import type { QueryOf } from '@portico/contracts/kernel/route.ts';
import type { counts } from '@portico/contracts/tickets/routes.ts';
import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Ctx } from '../../kernel/context.ts';
import { prefixQuery } from '../accounts/index.ts';
import { byGroup, isAdmin, visibleTo } from './tickets.policy.ts';
import { tickets } from './tickets.schema.ts';

export type TicketFilter = QueryOf<typeof counts>;
export const FACETS = ['assignee', 'status', 'priority', 'queue', 'company', 'contactGroup', 'due'] as const;
export type Facet = (typeof FACETS)[number];

/** The conditions of a list: `fixed` always hold, each facet's condition is left out where its own counters are made. */
export interface Conditions {
  readonly fixed: readonly SQL[];
  readonly facets: Readonly<Partial<Record<Facet, SQL>>>;
}

export const all = (parts: readonly SQL[]): SQL => (parts.length === 0 ? sql`true` : sql.join([...parts], sql` and `));
export const everything = ({ fixed, facets }: Conditions): SQL => all([...fixed, ...Object.values(facets)]);

type Asker = Pick<Ctx, 'actor' | 'now'>;

/**
 * Rights and filters of a list as SQL. Contacts may filter by what they see; conditions on queues, tags and the like would let
 * them find out what those are, so they are not applied.
 */
export function conditionsOf(ctx: Asker, filter: TicketFilter): Conditions {
  const staff = ctx.actor.audience === 'tech';
  return {
    fixed: [
      visibleTo(ctx.actor),
      ...stateOf(ctx, filter),
      ...among(tickets.serviceTypeId, filter.serviceTypeId),
      ...(filter.q?.trim() ? [matches(ctx, filter.q)] : []),
      ...(filter.unread ? [unread(ctx)] : []),
      ...(staff ? innerConditions(filter) : [...groupsOf(filter), ...scopeOf(ctx, filter)]),
    ],
    facets: {
      ...one('status', [...among(tickets.statusId, filter.statusId), ...kinds(filter)]),
      ...one('priority', among(tickets.priorityId, filter.priorityId)),
      ...(staff
        ? {
            ...one('assignee', assignees(ctx, filter)),
            ...one('queue', among(tickets.queueId, filter.queueId)),
            ...one('company', among(tickets.companyId, filter.companyId)),
            ...one('contactGroup', groupsOf(filter)),
            ...one('due', filter.due === undefined ? [] : [dueConditions(ctx)[filter.due]]),
          }
        : {}),
    },
  };
}

const one = (facet: Facet, parts: readonly SQL[]): Partial<Record<Facet, SQL>> =>
  parts.length === 0 ? {} : { [facet]: sql`(${all(parts)})` };

const among = (column: PgColumn, ids: readonly number[] | undefined): SQL[] =>
  ids === undefined || ids.length === 0
    ? []
    : [
        sql`${column} in (${sql.join(
          ids.map((id) => sql`${id}`),
          sql`, `,
        )})`,
      ];

/** Literal conditions, so that the partial indexes fit. */
function stateOf({ actor }: Asker, filter: TicketFilter): SQL[] {
  const archived = filter.archived && isAdmin(actor) ? sql`tickets.archived_at is not null` : sql`tickets.archived_at is null`;
  if (filter.state === 'all') return [archived];
  return [archived, filter.state === 'closed' ? sql`tickets.is_closed` : sql`not tickets.is_closed`];
}

const kinds = (filter: TicketFilter): SQL[] =>
  filter.statusKind === undefined || filter.statusKind.length === 0
    ? []
    : [
        sql`${tickets.statusId} in (select id from statuses where kind in (${sql.join(
          filter.statusKind.map((kind) => sql`${kind}`),
          sql`, `,
        )}))`,
      ];

function innerConditions(filter: TicketFilter): SQL[] {
  const tags = filter.tag ?? [];
  return [
    ...among(tickets.contactId, filter.contactId),
    ...among(tickets.categoryId, filter.categoryId),
    ...among(tickets.teamId, filter.teamId),
    ...(tags.length === 0
      ? []
      : [
          sql`${tickets.id} in (select x.ticket_id from ticket_tags x join tags g on g.id = x.tag_id
            where lower(g.name) in (${sql.join(
              tags.map((tag) => sql`lower(${tag})`),
              sql`, `,
            )}))`,
        ]),
  ];
}

/** Personal tickets, those of any group, or of these. */
function groupsOf(filter: TicketFilter): SQL[] {
  const wanted = filter.contactGroup ?? [];
  if (wanted.length === 0) return [];
  const ids = wanted.filter((one) => one !== 'none' && one !== 'any').map(Number);
  const parts = [
    ...among(tickets.contactGroupId, ids),
    ...(wanted.includes('none') ? [sql`${tickets.contactGroupId} is null`] : []),
    ...(wanted.includes('any') ? [sql`${tickets.contactGroupId} is not null`] : []),
  ];
  return [sql`(${sql.join(parts, sql` or `)})`];
}

function assignees({ actor }: Asker, filter: TicketFilter): SQL[] {
  const wanted = filter.assignee ?? [];
  if (wanted.length === 0) return [];
  const ids = wanted.flatMap((who) => (who === 'none' ? [] : [who === 'me' ? (actor.accountId ?? 0) : Number(who)]));
  const parts = [...among(tickets.assigneeId, ids), ...(wanted.includes('none') ? [sql`${tickets.assigneeId} is null`] : [])];
  return [sql`(${sql.join(parts, sql` or `)})`];
}

/** Of the contact's own list names, what narrows further than the right to see. */
function scopeOf({ actor }: Asker, filter: TicketFilter): SQL[] {
  if (actor.kind !== 'contact') return [];
  const takesPart = sql`${tickets.id} in (select ticket_id from ticket_participants where account_id = ${actor.accountId})`;
  if (filter.scope === 'mine') return [sql`${tickets.contactId} = ${actor.accountId}`];
  if (filter.scope === 'participating') return [takesPart, sql`${tickets.contactId} <> ${actor.accountId}`];
  // Most contacts see what they take part in and what their groups give; said so, they are index lookups. The owner is a participant too.
  if (seesBeyondOwn(actor)) return [];
  return actor.groups.length === 0
    ? [takesPart]
    : [
        sql`${tickets.id} in (select ticket_id from ticket_participants where account_id = ${actor.accountId}
    union all select id from tickets where false${byGroup(actor)})`,
      ];
}

const unread = ({ actor }: Asker): SQL =>
  sql`${actor.audience === 'contact' ? tickets.publicSeq : tickets.seq} > greatest(${tickets.quietSeq}, coalesce((select r.seen_seq from ticket_reads r
    where r.account_id = ${actor.accountId} and r.ticket_id = ${tickets.id}), 0))`;

/** The audience is a literal, so that the partial index on the vectors fits. */
const documentAudience = ({ actor }: Asker): SQL => (actor.audience === 'tech' ? sql`d.audience = 'staff'` : sql`d.audience = 'public'`);

export const numberIn = (q: string): number | null => {
  const digits = /^\s*#?\s*(\d{1,9})\s*$/.exec(q)?.[1];
  return digits === undefined ? null : Number(digits);
};

/** One set of ids, by number and by words: an OR would make the planner try the words on every ticket. */
function matches(ctx: Asker, q: string): SQL {
  const number = numberIn(q);
  const words = prefixQuery(q);
  const parts = [
    ...(number === null ? [] : [sql`select n.id from tickets n where n.number = ${number}`]),
    ...(words === null ? [] : [sql`select d.ticket_id from ticket_documents d where ${documentAudience(ctx)} and d.vector @@ ${words}`]),
  ];
  return parts.length === 0 ? sql`false` : sql`${tickets.id} in (${sql.join(parts, sql` union all `)})`;
}

/** 2 = the number itself, 1 = in number, title or names, 0 = somewhere in the text. */
export function relevanceOf(ctx: Asker, q: string): SQL {
  const words = prefixQuery(q);
  const inHead =
    words === null
      ? sql`false`
      : sql`exists (select 1 from ticket_documents d where d.ticket_id = ${tickets.id} and d.part = 0 and ${documentAudience(ctx)} and d.head @@ ${words})`;
  return sql`(case when ${tickets.number} = ${numberIn(q) ?? 0} then 2 when ${inHead} then 1 else 0 end)`;
}

/** Due-date buckets; `today` is the asker's own calendar day. */
export function dueConditions({ actor, now }: Asker): Record<'overdue' | 'soon' | 'today' | 'none', SQL> {
  const at = sql`${now}::timestamptz`;
  const zone = sql`coalesce((select time_zone from accounts where id = ${actor.accountId}::int), 'UTC')`;
  const day = sql`(${tickets.dueAt} at time zone ${zone})::date = (${at} at time zone ${zone})::date`;
  return {
    overdue: sql`${tickets.dueAt} < ${at}`,
    soon: sql`${tickets.dueAt} >= ${at} and ${tickets.dueAt} < ${at} + interval '24 hours'`,
    today: day,
    none: sql`${tickets.dueAt} is null`,
  };
}
