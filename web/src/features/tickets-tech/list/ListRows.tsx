import type { TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { GroupHead } from '../../../ui/ListRow.tsx';
import { SkeletonRows } from '../../../ui/States.tsx';
import type { DueGroup } from './due-groups.ts';
import s from './List.module.css';
import { useFlash } from './use-flash.ts';
import type { ListItem } from './use-ticket-list.ts';

export interface ListRowsProps {
  readonly items: readonly ListItem[];
  readonly rowHeight: number;
  readonly current: number | null;
  /** The tick box of a row got the focus. */
  readonly onReach?: (row: TicketItemForTech) => void;
  readonly more: { readonly has: boolean; readonly busy: boolean; readonly load: () => void };
  readonly head?: ReactNode;
  readonly stale: boolean;
  readonly label: string;
  readonly children: (row: TicketItemForTech) => ReactNode;
}

/** Only what is in view is in the page; the next rows are asked for before the end is reached. */
export function ListRows({ items, rowHeight, current, onReach, more, head, stale, label, children }: ListRowsProps): ReactNode {
  const { t } = useTranslation('tech');
  const scroller = useRef<HTMLDivElement>(null);
  const flashing = useFlash(items);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === 'group' ? 29 : rowHeight),
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : item.kind === 'group' ? item.group : item.row.id;
    },
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another density changes every height
  useEffect(() => virtual.measure(), [rowHeight]);

  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? -1;
  const { has, busy, load } = more;
  useEffect(() => {
    if (has && !busy && last >= items.length - 15) load();
  }, [has, busy, load, last, items.length]);

  const at = items.findIndex((item) => item.kind === 'row' && item.row.id === current);
  const followed = useRef<number | null>(null);
  useEffect(() => {
    if (at < 0 || followed.current === current) return;
    // The first row is where the list stands anyway; only a move of the cursor scrolls.
    if (followed.current !== null) virtual.scrollToIndex(at);
    followed.current = current;
  }, [at, current, virtual]);

  return (
    <div ref={scroller} className={cx(s['scroller'], stale && s['stale'])} aria-busy={stale}>
      {head}
      <ul className={s['rows']} aria-label={label} style={{ blockSize: virtual.getTotalSize() }}>
        {shown.map((slot) => {
          const item = items[slot.index];
          if (!item) return null;
          const style = { transform: `translateY(${slot.start}px)`, blockSize: slot.size };
          return (
            <li
              key={slot.key}
              className={cx(s['slot'], item.kind === 'row' && flashing.has(item.row.id) && s['flash'])}
              style={style}
              onFocus={({ target }) => item.kind === 'row' && target instanceof HTMLInputElement && onReach?.(item.row)}
            >
              {item.kind === 'group' ? <Group group={item.group} count={item.count} /> : children(item.row)}
            </li>
          );
        })}
      </ul>
      {busy && <SkeletonRows rows={2} label={t('list.loadingMore')} />}
    </div>
  );
}

function Group({ group, count }: { group: DueGroup; count: number }): ReactNode {
  const { t } = useTranslation('tech');
  const icon =
    group === 'past' ? (
      <span className={s['past']}>
        <Icon name="warning" size={16} />
      </span>
    ) : group === 'soon' ? (
      <span className={s['soon']}>
        <Icon name="clock" size={16} />
      </span>
    ) : undefined;
  return <GroupHead icon={icon} title={t(`list.group.${group}`)} count={count} />;
}
