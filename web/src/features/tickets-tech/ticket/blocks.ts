import type { TimelineEntryForTech } from '@portico/contracts/tickets/shapes.ts';

export type Block =
  | { readonly kind: 'request'; readonly entry: TimelineEntryForTech }
  | { readonly kind: 'comment'; readonly entry: TimelineEntryForTech; readonly moved: TimelineEntryForTech | null }
  | { readonly kind: 'event'; readonly entries: readonly TimelineEntryForTech[] };

const ONE_MOMENT_MS = 2 * 60_000;

/** What one person changed within a moment is told in one line. */
export function toBlocks(entries: readonly TimelineEntryForTech[]): readonly Block[] {
  const blocks: Block[] = [];
  for (const entry of entries) {
    const last = blocks.at(-1);
    if (entry.kind === 'created') blocks.push({ kind: 'request', entry });
    else if (entry.comment) blocks.push({ kind: 'comment', entry, moved: null });
    else if (last?.kind === 'comment' && last.moved === null && movedBy(last.entry, entry))
      blocks[blocks.length - 1] = { ...last, moved: entry };
    else if (last?.kind === 'event' && together(last.entries.at(-1), entry))
      blocks[blocks.length - 1] = { kind: 'event', entries: [...last.entries, entry] };
    else blocks.push({ kind: 'event', entries: [entry] });
  }
  return blocks;
}

const together = (a: TimelineEntryForTech | undefined, b: TimelineEntryForTech): boolean =>
  a !== undefined && a.author?.id === b.author?.id && Date.parse(b.at) - Date.parse(a.at) < ONE_MOMENT_MS;

const AT_ONCE_MS = 3000;
/** What a comment did to the ticket (its status moved) is told at the comment. */
const movedBy = (comment: TimelineEntryForTech, next: TimelineEntryForTech): boolean =>
  next.kind === 'changed' &&
  comment.author?.id === next.author?.id &&
  Date.parse(next.at) - Date.parse(comment.at) < AT_ONCE_MS &&
  next.changes.every((change) => change.field === 'status' || change.field === 'dueAt');

export function seqOf(block: Block): number {
  if (block.kind === 'event') return block.entries.at(-1)?.seq ?? 0;
  return block.kind === 'comment' ? (block.moved?.seq ?? block.entry.seq) : block.entry.seq;
}
export const firstSeqOf = (block: Block): number => (block.kind === 'event' ? (block.entries[0]?.seq ?? 0) : block.entry.seq);

/** "by key Monitoring", "imported": worth a word. That a demo was filled by the demo is not. */
export const isTold = (via: TimelineEntryForTech['via']): via is NonNullable<TimelineEntryForTech['via']> =>
  via !== null && via.kind !== 'demo';
