import { get, markRead } from '@portico/contracts/tickets/routes.ts';
import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { callTech, readTech } from '../../../lib/for-tech.ts';
import { paint } from './ticket-cache.ts';

export const ticketQuery = (number: number) => readTech(get, { params: { id: number }, query: { by: 'number' } });
export const useTicket = (number: number | null) => useQuery({ ...ticketQuery(number ?? 0), enabled: number !== null });

/** A ticket somebody really looked at is read, on all of their screens; one they only passed is not. */
export function useMarkRead(ticket: TicketForTech | undefined, afterMs: number): void {
  const client = useQueryClient();
  const [id, seq, unread] = [ticket?.id, ticket?.seq, ticket?.isUnread ?? false];
  useEffect(() => {
    if (id === undefined || seq === undefined || !unread) return;
    const timer = setTimeout(() => {
      if (document.visibilityState !== 'visible') return;
      paint(client, new Set([id]), (row) => ({ ...row, isUnread: false }));
      // Not worth a message: it is only unread again at the next look.
      callTech(markRead, { params: { id }, body: { seq } }).catch(() => undefined);
    }, afterMs);
    return () => clearTimeout(timer);
  }, [client, id, seq, unread, afterMs]);
}
