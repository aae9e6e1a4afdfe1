import { counts, get, list, timeline } from '@portico/contracts/tickets/routes.ts';
import type { TicketForTech, TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import { keyOf } from '../../../lib/query.ts';

type ListPages = InfiniteData<{ items: TicketItemForTech[]; next: string | null }>;

/** Applies a change to every place a ticket is shown; the returned function puts the old state back. */
export function paint(client: QueryClient, ids: ReadonlySet<number>, change: (ticket: TicketItemForTech) => TicketItemForTech): () => void {
  const before: [QueryKey, unknown][] = [
    ...client.getQueriesData({ queryKey: keyOf(list) }),
    ...client.getQueriesData({ queryKey: keyOf(get) }),
  ];
  client.setQueriesData<ListPages>(
    { queryKey: keyOf(list), predicate: (query) => 'pages' in ((query.state.data ?? {}) as object) },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({ ...page, items: page.items.map((row) => (ids.has(row.id) ? change(row) : row)) })),
      },
  );
  client.setQueriesData<TicketForTech>({ queryKey: keyOf(get) }, (data) =>
    data && ids.has(data.id) ? (change(data) as TicketForTech) : data,
  );
  return () => {
    for (const [key, data] of before) client.setQueryData(key, data);
  };
}

/** The server's own answer to a write is the newest truth there is. */
export function putTicket(client: QueryClient, ticket: TicketForTech): void {
  client.setQueriesData<TicketForTech>({ queryKey: keyOf(get) }, (data) =>
    data?.id === ticket.id && data.version <= ticket.version ? ticket : data,
  );
}

/** Which cached reads a hint about a ticket touches: the lists, and the ticket itself where it is loaded. */
export function ticketKeys(client: QueryClient, id: number | string | null): QueryKey[] {
  const loaded = client
    .getQueriesData<TicketForTech>({ queryKey: keyOf(get) })
    .filter(([, data]) => data?.id === id)
    .map(([key]) => key);
  return [keyOf(list), keyOf(counts), ...loaded, timelineKey(Number(id))];
}

export const timelineKey = (ticketId: number): QueryKey => [...keyOf(timeline), { id: ticketId }];

export function refreshTickets(client: QueryClient, id: number): void {
  for (const queryKey of ticketKeys(client, id)) void client.invalidateQueries({ queryKey });
}
