import { useMemo, useSyncExternalStore } from 'react';
import { readDraft, writeDraft } from '../../lib/drafts.ts';
import type { StatusKind } from '../../ui/StatusBadge.tsx';

/** An open ticket in the strip. The one that is not pinned gives way to the next. */
export interface TicketTab {
  readonly number: number;
  readonly title: string;
  readonly kind: StatusKind | null;
  readonly pinned: boolean;
}
export const MOST_PINNED = 8;
const KEY = 'tabs';

let tabs: readonly TicketTab[] | undefined;
const watchers = new Set<() => void>();
/** Kept per account in this browser, like drafts. */
const current = (): readonly TicketTab[] => {
  tabs ??= readDraft<readonly TicketTab[]>(KEY)?.value ?? [];
  return tabs;
};
function change(next: readonly TicketTab[]): void {
  tabs = next;
  writeDraft(KEY, next.length > 0 ? next : null);
  for (const watcher of watchers) watcher();
}

/** Exported for its test. */
export function shown(all: readonly TicketTab[], ticket: Omit<TicketTab, 'pinned'>): readonly TicketTab[] {
  const known = all.find((tab) => tab.number === ticket.number);
  if (known) return all.map((tab) => (tab === known ? { ...ticket, pinned: tab.pinned } : tab));
  return [...all.filter((tab) => tab.pinned), { ...ticket, pinned: false }];
}
export function showTab(ticket: Omit<TicketTab, 'pinned'>): void {
  const next = shown(current(), ticket);
  if (JSON.stringify(next) !== JSON.stringify(current())) change(next);
}
/** False when eight are pinned already. */
export function pinTab({ number, title }: { number: number; title: string }): boolean {
  const all = current();
  if (all.filter((tab) => tab.pinned).length >= MOST_PINNED) return false;
  const known = all.find((tab) => tab.number === number) ?? { number, title, kind: null, pinned: false };
  change([...all.filter((tab) => tab.pinned), { ...known, pinned: true }, ...all.filter((tab) => !tab.pinned && tab.number !== number)]);
  return true;
}
export const unpinTab = (number: number): void =>
  change(
    current()
      .map((tab) => (tab.number === number ? { ...tab, pinned: false } : tab))
      .filter((tab, index, all) => tab.pinned || index === all.findLastIndex((other) => !other.pinned)),
  );
export const closeTab = (number: number): void => change(current().filter((tab) => tab.number !== number));

export const useTabs = (): readonly TicketTab[] =>
  useSyncExternalStore((watcher) => {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  }, current);
export function usePinnedNumbers(): ReadonlySet<number> {
  const all = useTabs();
  return useMemo(() => new Set(all.filter((tab) => tab.pinned).map((tab) => tab.number)), [all]);
}
