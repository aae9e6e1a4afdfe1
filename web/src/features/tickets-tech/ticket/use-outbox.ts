import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { type Outgoing, outgoing, send, watchOutbox } from './outbox.ts';

const AGAIN_MS = 12_000;

/** Comments of this ticket that the server does not have yet; those a lost line held up are tried again by themselves. */
export function useOutbox(ticketId: number): readonly Outgoing[] {
  const client = useQueryClient();
  const items = useSyncExternalStore(watchOutbox, () => outgoing(ticketId));
  const waiting = items.some((item) => item.state === 'failed' && item.again);
  useEffect(() => {
    if (!waiting) return;
    const retry = () => {
      for (const item of outgoing(ticketId)) if (item.state === 'failed' && item.again) void send(client, item);
    };
    const timer = setInterval(retry, AGAIN_MS);
    addEventListener('online', retry);
    return () => {
      clearInterval(timer);
      removeEventListener('online', retry);
    };
  }, [client, ticketId, waiting]);
  return items;
}
