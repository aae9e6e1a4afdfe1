import { timeline } from '@portico/contracts/tickets/routes.ts';
import type { TimelineEntryForTech } from '@portico/contracts/tickets/shapes.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { callTech } from '../../../lib/for-tech.ts';
import { timelineKey } from '../shared/ticket-cache.ts';
import { toBlocks } from './blocks.ts';

const WINDOW = 40;

/** The newest entries; older ones window by window. */
export function useTimeline(ticketId: number) {
  const query = useInfiniteQuery({
    queryKey: [...timelineKey(ticketId), 'window'],
    queryFn: ({ signal, pageParam }) =>
      callTech(
        timeline,
        { params: { id: ticketId }, query: { limit: WINDOW, ...(pageParam === null ? {} : { before: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.before,
  });
  const pages = query.data?.pages;
  const entries = useMemo(() => {
    const bySeq = new Map<number, TimelineEntryForTech>();
    for (const page of pages?.toReversed() ?? []) for (const entry of page.items) bySeq.set(entry.seq, entry);
    return [...bySeq.values()];
  }, [pages]);
  const blocks = useMemo(() => toBlocks(entries), [entries]);
  return { query, entries, blocks };
}
