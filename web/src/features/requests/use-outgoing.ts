import { addComment } from '@portico/contracts/tickets/routes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { call } from '../../lib/api.ts';
import { readDraft, writeDraft } from '../../lib/drafts.ts';
import { sayError } from '../../lib/say-problem.ts';
import type { FileInfo } from '../../ui/files.ts';
import { refreshRequests } from './requests.queries.ts';

/** A reply that was sent and not yet confirmed. Its key makes a second try of the same reply harmless. */
export interface Outgoing {
  readonly key: string;
  readonly html: string;
  readonly files: readonly FileInfo[];
  /** Why it did not arrive; `null` while it is on its way. */
  readonly failed: string | null;
}

export interface OutgoingReplies {
  readonly items: readonly Outgoing[];
  readonly send: (html: string, files: readonly FileInfo[]) => void;
  readonly retry: (key: string) => void;
  /** Takes it back into the editor. */
  readonly withdraw: (key: string) => Outgoing | null;
}

/** Replies appear at once and are kept in this browser until the server has them. */
export function useOutgoing(ticketId: number): OutgoingReplies {
  const client = useQueryClient();
  const store = `ticket:${ticketId}:outgoing`;
  const [items, setItems] = useState<readonly Outgoing[]>(() =>
    (readDraft<readonly Outgoing[]>(store)?.value ?? []).map((item) => ({ ...item, failed: item.failed ?? '' })),
  );
  const latest = useRef(items);
  const change = useCallback(
    (next: readonly Outgoing[]) => {
      latest.current = next;
      setItems(next);
      writeDraft(store, next.length > 0 ? next : null);
    },
    [store],
  );
  const mark = useCallback(
    (key: string, failed: string | null) => change(latest.current.map((item) => (item.key === key ? { ...item, failed } : item))),
    [change],
  );
  const deliver = useCallback(
    async ({ key, html, files }: Outgoing) => {
      try {
        const body = { bodyHtml: html || '<p></p>', ...(files.length > 0 ? { fileIds: files.map((file) => file.id) } : {}) };
        await call(addComment, { params: { id: ticketId }, body }, { idempotencyKey: key });
        await refreshRequests(client);
        change(latest.current.filter((item) => item.key !== key));
      } catch (error) {
        mark(key, sayError(error, 'client'));
      }
    },
    [ticketId, client, change, mark],
  );
  const send = (html: string, files: readonly FileInfo[]) => {
    const item: Outgoing = { key: crypto.randomUUID(), html, files, failed: null };
    change([...latest.current, item]);
    void deliver(item);
  };
  const retry = (key: string) => {
    const item = latest.current.find((one) => one.key === key);
    if (!item) return;
    mark(key, null);
    void deliver(item);
  };
  const withdraw = (key: string) => {
    const item = latest.current.find((one) => one.key === key) ?? null;
    change(latest.current.filter((one) => one.key !== key));
    return item;
  };
  return { items, send, retry, withdraw };
}
