import type { TimelineEntryForTech } from '@portico/contracts/tickets/shapes.ts';

export type Block =
  | { readonly kind: 'request'; readonly entry: TimelineEntryForTech }
  | { readonly kind: 'comment'; readonly entry: TimelineEntryForTech }
  | { readonly kind: 'event'; readonly entries: readonly TimelineEntryForTech[] };

const ONE_MOMENT_MS = 2 * 60_000;

/** What one person changed within a moment is told in one line. */
export function toBlocks(entries: readonly TimelineEntryForTech[]): readonly Block[] {
  const blocks: Block[] = [];
  for (const entry of entries) {
    const last = blocks.at(-1);
    if (entry.kind === 'created') blocks.push({ kind: 'request', entry });
    else if (entry.comment) blocks.push({ kind: 'comment', entry });
    else if (last?.kind === 'event' && together(last.entries.at(-1), entry))
      blocks[blocks.length - 1] = { kind: 'event', entries: [...last.entries, entry] };
    else blocks.push({ kind: 'event', entries: [entry] });
  }
  return blocks;
}

const together = (a: TimelineEntryForTech | undefined, b: TimelineEntryForTech): boolean =>
  a !== undefined && a.author?.id === b.author?.id && Date.parse(b.at) - Date.parse(a.at) < ONE_MOMENT_MS;

export const seqOf = (block: Block): number => (block.kind === 'event' ? (block.entries.at(-1)?.seq ?? 0) : block.entry.seq);
export const firstSeqOf = (block: Block): number => (block.kind === 'event' ? (block.entries[0]?.seq ?? 0) : block.entry.seq);
