import { search } from '@portico/contracts/search/routes.ts';
import * as tickets from '@portico/contracts/tickets/routes.ts';
import type { TicketForContact, TicketItemForContact, TimelineForContact } from '@portico/contracts/tickets/shapes.ts';
import { infiniteQueryOptions, type QueryClient, type QueryKey, queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import { call } from '../../lib/api.ts';
import type { Hint } from '../../lib/live.ts';
import { keyOf } from '../../lib/query.ts';

/** Reads of a contact, typed for what a contact is told. */
export type RequestPage = { readonly items: readonly TicketItemForContact[]; readonly next: string | null; readonly total?: number };
export type TimelinePage = Static<typeof TimelineForContact>;
export type ListScope = 'mine' | 'participating' | 'company';
export interface ListFilter {
  readonly scope: ListScope | 'visible';
  readonly state: 'open' | 'closed';
  /** Only those of this contact group. */
  readonly group?: number | undefined;
  readonly q?: string | undefined;
  readonly sort?: '-updatedAt' | '-createdAt' | 'relevance' | undefined;
}

const queryOf = ({ scope, state, group, q, sort }: ListFilter) => ({
  scope,
  state,
  ...(group ? { contactGroup: [String(group)] } : {}),
  ...(q ? { q } : {}),
  ...(sort ? { sort } : {}),
});

export const listOf = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(tickets.list), 'pages', filter] as QueryKey,
    queryFn: async ({ signal, pageParam }) => {
      const query = { ...queryOf(filter), limit: 25, count: true, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return (await call(tickets.list, { query }, { signal })) as RequestPage;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: RequestPage) => last.next,
  });

/** How many there are in the other tab. */
export const countOf = (filter: ListFilter) =>
  queryOptions({
    queryKey: [...keyOf(tickets.list), 'count', filter] as QueryKey,
    queryFn: async ({ signal }) =>
      (await call(tickets.list, { query: { ...queryOf(filter), limit: 1, count: true } }, { signal })).total ?? 0,
  });

export const openRequests = () =>
  queryOptions({
    queryKey: [...keyOf(tickets.list), 'home'] as QueryKey,
    queryFn: async ({ signal }) =>
      (await call(tickets.list, { query: { scope: 'mine', state: 'open', limit: 50, sort: '-updatedAt' } }, { signal })) as RequestPage,
  });
export const countsOf = () =>
  queryOptions({ queryKey: keyOf(tickets.clientCounts), queryFn: ({ signal }) => call(tickets.clientCounts, {}, { signal }) });

export const requestOf = (number: number) =>
  queryOptions({
    queryKey: [...keyOf(tickets.get), number] as QueryKey,
    queryFn: async ({ signal }) =>
      (await call(tickets.get, { params: { id: number }, query: { by: 'number' } }, { signal })) as TicketForContact,
  });

export const timelineOf = (ticketId: number) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(tickets.timeline), ticketId] as QueryKey,
    queryFn: async ({ signal, pageParam }) => {
      const query = { limit: 50, ...(pageParam === null ? {} : { before: pageParam }) };
      return (await call(tickets.timeline, { params: { id: ticketId }, query }, { signal })) as TimelinePage;
    },
    initialPageParam: null as number | null,
    getNextPageParam: (last: TimelinePage) => last.before,
  });

export const findRequests = async (q: string, signal: AbortSignal): Promise<readonly TicketItemForContact[]> =>
  (await call(search, { query: { q, limit: 6 } }, { signal })).tickets as readonly TicketItemForContact[];

/** Everything a change of a ticket may have altered on the screens of a contact. */
export const keysOfHint = (hint: Hint): readonly QueryKey[] =>
  hint.kind === 'ticket' || hint.kind === 'account' || hint.kind === 'contact-group'
    ? [keyOf(tickets.list), keyOf(tickets.clientCounts), keyOf(tickets.get), keyOf(tickets.timeline)]
    : [];

export const refreshRequests = (client: QueryClient): Promise<unknown> =>
  Promise.all(
    [tickets.list, tickets.clientCounts, tickets.get, tickets.timeline].map((route) =>
      client.invalidateQueries({ queryKey: keyOf(route) }),
    ),
  );
