import type { FileView } from '@portico/contracts/files/shapes.ts';
import { addComment } from '@portico/contracts/tickets/routes.ts';
import type { QueryClient } from '@tanstack/react-query';
import { nowMs } from '../../../lib/clock.ts';
import { readDraft, writeDraft } from '../../../lib/drafts.ts';
import { callTech } from '../../../lib/for-tech.ts';
import { isProblem } from '../../../lib/problem.ts';
import { ticketKeys } from '../shared/ticket-cache.ts';

/** A comment on its way. Kept in this browser until the server has it, so neither a lost line nor a closed tab loses words. */
export interface Outgoing {
  /** Also the idempotency key: sent twice it is written once. */
  readonly key: string;
  readonly ticketId: number;
  readonly visibility: 'public' | 'internal';
  readonly html: string;
  readonly imageUrls: Readonly<Record<number, string>>;
  readonly files: readonly FileView[];
  readonly statusId: number | null;
  readonly at: string;
  readonly state: 'sending' | 'failed';
  readonly why: string;
  readonly again: boolean;
}

const boxes = new Map<number, readonly Outgoing[]>();
const watchers = new Set<() => void>();
const NONE: readonly Outgoing[] = [];
const keyOf = (ticketId: number) => `outbox:${ticketId}`;

/** What was under way when the page was left counts as failed: nobody knows, and sending again is safe. */
export function outgoing(ticketId: number): readonly Outgoing[] {
  let box = boxes.get(ticketId);
  if (!box) {
    const kept = readDraft<readonly Outgoing[]>(keyOf(ticketId))?.value ?? NONE;
    box = kept.map((item) => ({ ...item, state: 'failed', why: '', again: true }));
    boxes.set(ticketId, box);
  }
  return box;
}
function change(ticketId: number, next: readonly Outgoing[]): void {
  boxes.set(ticketId, next);
  writeDraft(keyOf(ticketId), next.length > 0 ? next : null);
  for (const watcher of watchers) watcher();
}
const set = (item: Outgoing, part: Partial<Outgoing>) =>
  change(
    item.ticketId,
    outgoing(item.ticketId).map((other) => (other.key === item.key ? { ...other, ...part } : other)),
  );

export function watchOutbox(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

export function post(client: QueryClient, input: Omit<Outgoing, 'key' | 'at' | 'state' | 'why' | 'again'>): void {
  const item: Outgoing = {
    ...input,
    key: crypto.randomUUID(),
    at: new Date(nowMs()).toISOString(),
    state: 'sending',
    why: '',
    again: false,
  };
  change(input.ticketId, [...outgoing(input.ticketId), item]);
  void send(client, item);
}

export async function send(client: QueryClient, item: Outgoing): Promise<void> {
  set(item, { state: 'sending' });
  try {
    const { html, visibility, files, statusId } = item;
    const body = { bodyHtml: html, visibility, fileIds: files.map((file) => file.id), ...(statusId === null ? {} : { statusId }) };
    await callTech(addComment, { params: { id: item.ticketId }, body }, { idempotencyKey: item.key });
  } catch (error) {
    const problem = isProblem(error) ? error : null;
    return set(item, { state: 'failed', why: problem?.message ?? '', again: problem?.transient ?? false });
  }
  await Promise.all(ticketKeys(client, item.ticketId).map((queryKey) => client.invalidateQueries({ queryKey })));
  discard(item);
}

export const discard = (item: Outgoing): void =>
  change(
    item.ticketId,
    outgoing(item.ticketId).filter((other) => other.key !== item.key),
  );
