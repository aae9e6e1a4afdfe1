import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../class-names.ts';
import { Icon } from '../Icon.tsx';
import { IconButton } from '../IconButton.tsx';
import { announce } from '../LiveRegion.tsx';
import s from './OrderList.module.css';

interface OrderListProps<T extends { readonly id: number }> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly nameOf: (row: T) => string;
  readonly children: (row: T) => ReactNode;
  /** Buttons at the end of a row. */
  readonly actions?: (row: T) => ReactNode;
  /** The new order of all rows; absent = the order may not be changed. */
  readonly onMove?: (ids: readonly number[]) => void;
}

const moved = (ids: readonly number[], id: number, to: number): number[] => {
  const rest = ids.filter((one) => one !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
};

/** Rows whose order matters: drag by the handle, or the two arrows, which the keyboard reaches and which say where a row went. */
export function OrderList<T extends { readonly id: number }>(props: OrderListProps<T>): ReactNode {
  const { label, rows, nameOf, children, actions, onMove } = props;
  const { t } = useTranslation('records');
  const ids = rows.map((row) => row.id);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const refocus = useRef<string | null>(null);

  useEffect(() => {
    // The row was taken out and put back elsewhere, which drops its focus.
    const wanted = refocus.current;
    if (!wanted) return;
    refocus.current = null;
    list.current?.querySelector<HTMLElement>(`[data-move="${wanted}"]`)?.focus();
  });

  const move = (id: number, to: number, name: string) => {
    if (!onMove || to < 0 || to >= ids.length || ids.indexOf(id) === to) return;
    onMove(moved(ids, id, to));
    announce(t('order.moved', { name, position: to + 1, total: ids.length }));
  };
  const step = (row: T, by: -1 | 1) => {
    const to = ids.indexOf(row.id) + by;
    const atEnd = to === 0 || to === ids.length - 1;
    refocus.current = `${row.id}-${atEnd ? -by : by}`;
    move(row.id, to, nameOf(row));
  };

  return (
    <ul ref={list} className={s['list']} aria-label={label}>
      {rows.map((row, index) => (
        <li
          key={row.id}
          className={cx(s['row'], dragged === row.id && s['dragged'], over === index && dragged !== null && s['over'])}
          draggable={dragged === row.id}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move';
            event.dataTransfer.setData('text/plain', nameOf(row));
          }}
          onDragOver={(event) => {
            if (dragged === null) return;
            event.preventDefault();
            setOver(index);
          }}
          onDrop={(event) => {
            event.preventDefault();
            const source = rows.find((one) => one.id === dragged);
            if (source) move(source.id, index, nameOf(source));
            setDragged(null);
            setOver(null);
          }}
          onDragEnd={() => {
            setDragged(null);
            setOver(null);
          }}
        >
          {onMove && (
            <span
              className={s['grip']}
              aria-hidden
              onPointerDown={() => setDragged(row.id)}
              onPointerUp={() => setDragged(null)}
              title={t('order.drag')}
            >
              <Icon name="grip" size={16} />
            </span>
          )}
          <div className={s['content']}>{children(row)}</div>
          <div className={s['acts']}>
            {onMove && (
              <>
                <IconButton
                  icon="arrow-up"
                  iconSize={16}
                  data-move={`${row.id}--1`}
                  label={t('order.up', { name: nameOf(row) })}
                  disabled={index === 0}
                  onClick={() => step(row, -1)}
                />
                <IconButton
                  icon="arrow-down"
                  iconSize={16}
                  data-move={`${row.id}-1`}
                  label={t('order.down', { name: nameOf(row) })}
                  disabled={index === rows.length - 1}
                  onClick={() => step(row, 1)}
                />
              </>
            )}
            {actions?.(row)}
          </div>
        </li>
      ))}
    </ul>
  );
}
