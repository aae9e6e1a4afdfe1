import type { TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from '../../../ui/hotkeys.ts';
import type { TicketActions } from '../shared/use-ticket-actions.ts';
import type { BulkMenu } from './BulkActions.tsx';
import type { ListSearch } from './list-search.ts';
import type { SetSearch } from './use-list-search.ts';
import type { Selection } from './use-selection.ts';

interface Options {
  readonly rows: readonly TicketItemForTech[];
  readonly current: TicketItemForTech | null;
  readonly go: (row: TicketItemForTech) => void;
  readonly selection: Selection;
  readonly actions: TicketActions;
  readonly onOpen: (number: number, compose?: 'reply' | 'note') => void;
  readonly search: ListSearch;
  readonly set: SetSearch;
}

/** Every act on a row has a key. With ticked rows it means all of them, else the current one. */
export function useListKeys({ rows, current, go, selection, actions, onOpen, search, set }: Options) {
  const { t } = useTranslation('tech');
  const [menu, setMenu] = useState<BulkMenu>(null);
  // A menu for the current row alone ticks it for as long as the menu is open.
  const [borrowed, setBorrowed] = useState(false);
  const group = t('keys.list');
  const step = (by: 1 | -1) => {
    const index = rows.findIndex((row) => row.id === current?.id);
    const next = rows[Math.min(rows.length - 1, Math.max(0, index + by))];
    if (next) go(next);
  };
  const openMenu = (name: BulkMenu) => {
    if (name === null && borrowed) {
      setBorrowed(false);
      selection.clear();
    }
    if (name !== null && selection.rows.length === 0 && current) {
      setBorrowed(true);
      selection.only(current.id);
    }
    setMenu(name);
  };
  const done = () => {
    setMenu(null);
    setBorrowed(false);
    selection.clear();
  };
  const open = (compose?: 'reply' | 'note') => current && onOpen(current.number, compose);
  const fits = rows.length > 0;
  const key = (keys: string, label: string, run: () => void) => ({ keys, label, group, run });
  useHotkeys(
    fits
      ? [
          key('j', t('keys.next'), () => step(1)),
          key('k', t('keys.previous'), () => step(-1)),
          key('down', t('keys.next'), () => step(1)),
          key('up', t('keys.previous'), () => step(-1)),
          key('enter', t('keys.open'), () => open()),
          key('o', t('keys.preview'), () => set({ preview: search.preview === 'off' ? undefined : 'off' })),
          key('x', t('keys.select'), () => current && selection.toggle(current.id)),
          key('shift+x', t('keys.selectRange'), () => current && selection.range(current.id)),
          key('a', t('keys.assign'), () => openMenu('assign')),
          key('s', t('keys.status'), () => openMenu('status')),
          key('p', t('keys.priority'), () => openMenu('priority')),
          key('t', t('keys.tag'), () => openMenu('tags')),
          key('r', t('keys.reply'), () => open('reply')),
          key('n', t('keys.note'), () => open('note')),
          key('e', t('keys.close'), () => {
            const targets = selection.rows.length > 0 ? selection.rows : current ? [current] : [];
            void actions.closeOrReopen(targets).then(done);
          }),
          key('esc', t('keys.clear'), () => (selection.rows.length > 0 ? done() : set({ open: undefined }, { replace: true }))),
        ]
      : [],
  );
  return { menu, openMenu, done, targets: selection.rows };
}
