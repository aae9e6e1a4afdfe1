import { useSyncExternalStore } from 'react';

export interface ForContact {
  readonly id: number;
  readonly name: string;
  readonly company: string;
}
let asked: { contact: ForContact | null } | null = null;
const watchers = new Set<() => void>();
const change = (next: typeof asked) => {
  asked = next;
  for (const watcher of watchers) watcher();
};

/** The form lies over whatever page is open; it is asked for from keys, buttons, the palette and addresses. */
export const openNewTicket = (contact: ForContact | null): void => change({ contact });
export const closeNewTicket = (): void => change(null);
export const useNewTicket = () =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => asked,
  );
