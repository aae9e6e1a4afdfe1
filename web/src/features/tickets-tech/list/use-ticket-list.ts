import { counts, list } from '@portico/contracts/tickets/routes.ts';
import type { TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { readTech, readTechList, type TechReply } from '../../../lib/for-tech.ts';
import { rowsOf } from '../../../lib/query.ts';
import { useNow, usePlace } from '../../../lib/use-place.ts';
import { byDue, type DueGroup } from './due-groups.ts';
import { type ListSearch, sortOf, toQuery } from './list-search.ts';

export type ListItem =
  | { readonly kind: 'group'; readonly group: DueGroup; readonly count: number }
  | { readonly kind: 'row'; readonly row: TicketItemForTech };

const PER_PAGE = 50;

/** Rows as the list shows them: grouped by due time when they are sorted by it. */
export function useTicketList(search: ListSearch) {
  const sort = sortOf(search);
  const query = useInfiniteQuery({
    ...readTechList(list, { query: { ...toQuery(search), sort, limit: PER_PAGE } }),
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  const loaded = useMemo(() => rowsOf(pages) as TicketItemForTech[], [pages]);
  const { timeZone } = usePlace();
  const now = useNow();
  const items = useMemo<readonly ListItem[]>(() => {
    if (sort !== 'dueAt') return loaded.map((row) => ({ kind: 'row', row }));
    return byDue(loaded, now, timeZone).flatMap(({ group, rows }): ListItem[] => [
      { kind: 'group', group, count: rows.length },
      ...rows.map((row): ListItem => ({ kind: 'row', row })),
    ]);
  }, [loaded, sort, now, timeZone]);
  const rows = useMemo(() => items.flatMap((item) => (item.kind === 'row' ? [item.row] : [])), [items]);
  return { query, items, rows };
}

export type Counts = TechReply<typeof counts>;

/** Live counters beside the list; each facet counts under all other filters. */
export function useCounts(search: ListSearch): Counts | undefined {
  return useQuery({ ...readTech(counts, { query: toQuery(search) }), placeholderData: keepPreviousData }).data;
}
/** Numbers on the view tabs: all open tickets, whatever is filtered below. */
export const useViewCounts = (): Counts | undefined => useQuery(readTech(counts, { query: {} })).data;
