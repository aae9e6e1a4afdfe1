import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import { Checkbox } from './Choices.tsx';
import { cx } from './class-names.ts';
import s from './DataTable.module.css';
import { Icon } from './Icon.tsx';
import { SkeletonRows } from './States.tsx';
import { nextSort, type RowId, type SortState, toggleAll, toggleRow } from './table-state.ts';

export interface Column<T> {
  readonly id: string;
  readonly head: string;
  readonly cell: (row: T) => ReactNode;
  /** Field name of the server's `sort`; absent = not sortable. */
  readonly sort?: string;
  readonly align?: 'start' | 'end';
  readonly width?: number | string;
  /** `title` leads the card on a phone, `hide` leaves the column out there. */
  readonly phone?: 'title' | 'hide';
}
export interface DataTableProps<T extends { id: RowId }> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly loading?: boolean;
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode;
  readonly sort?: SortState;
  readonly onSort?: (sort: SortState) => void;
  readonly selected?: ReadonlySet<RowId>;
  readonly onSelect?: (selected: ReadonlySet<RowId>) => void;
  /** Names a row for its tick box. */
  readonly rowName?: (row: T) => string;
  readonly more?: { readonly load: () => void; readonly busy: boolean } | undefined;
  readonly total?: number | undefined;
}

/** Rows of a key-set list. On a narrow screen every row becomes a card with its column heads as labels. */
export function DataTable<T extends { id: RowId }>(props: DataTableProps<T>): ReactNode {
  const { caption, columns, rows, loading, empty, sort, onSort, selected, onSelect, rowName, more, total } = props;
  const { t } = useTranslation('ui');
  if (loading && rows.length === 0) return <SkeletonRows label={t('table.loading')} />;
  if (rows.length === 0) return empty ?? null;
  const ids = rows.map((row) => row.id);
  const chosen = ids.filter((id) => selected?.has(id)).length;
  return (
    <div className={s['frame']}>
      <table className={s['table']}>
        <caption className={s['hidden']}>{caption}</caption>
        <thead>
          <tr>
            {onSelect && (
              <th className={s['pick']} scope="col">
                <Checkbox
                  hideLabel
                  label={t('table.selectAll')}
                  checked={chosen === ids.length}
                  mixed={chosen > 0 && chosen < ids.length}
                  onChange={() => onSelect(toggleAll(selected ?? new Set(), ids))}
                />
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className={cx(selected?.has(row.id) && s['selected'])}>
              {onSelect && (
                <td className={s['pick']}>
                  <Checkbox
                    hideLabel
                    label={t('table.select', { name: rowName?.(row) ?? String(row.id) })}
                    checked={selected?.has(row.id) ?? false}
                    onChange={() => onSelect(toggleRow(selected ?? new Set(), row.id))}
                  />
                </td>
              )}
              {columns.map((column) => (
                <td
                  key={column.id}
                  data-head={column.phone === 'title' ? undefined : column.head}
                  className={cx(column.align === 'end' && s['end'], column.phone && s[`phone-${column.phone}`])}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <footer className={s['foot']}>
        <span>{total === undefined ? t('table.shown', { count: rows.length }) : t('table.shownOf', { count: rows.length, total })}</span>
        {more && (
          <Button size="sm" busy={more.busy} onClick={more.load}>
            {t('table.more')}
          </Button>
        )}
      </footer>
    </div>
  );
}

function Head<T>({
  column,
  sort,
  onSort,
}: {
  column: Column<T>;
  sort: SortState | undefined;
  onSort: ((sort: SortState) => void) | undefined;
}): ReactNode {
  const on = column.sort !== undefined && sort?.field === column.sort;
  const direction = on ? (sort.descending ? 'descending' : 'ascending') : undefined;
  const style = column.width === undefined ? undefined : { inlineSize: column.width };
  const field = column.sort;
  return (
    <th scope="col" aria-sort={direction} style={style} className={cx(column.align === 'end' && s['end'])}>
      {field && onSort ? (
        <button type="button" className={s['sort']} onClick={() => onSort(nextSort(sort, field))}>
          {column.head}
          {on && <Icon name={sort.descending ? 'arrow-down' : 'arrow-up'} size={14} />}
        </button>
      ) : (
        column.head
      )}
    </th>
  );
}
