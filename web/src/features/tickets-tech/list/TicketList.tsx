import { useMediaQuery } from '@mantine/hooks';
import type { TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import { type MouseEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocumentTitle } from '../../../lib/use-document-title.ts';
import { Button } from '../../../ui/Button.tsx';
import { cx } from '../../../ui/class-names.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Hidden } from '../../../ui/LiveRegion.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/States.tsx';
import { useTicketActions } from '../shared/use-ticket-actions.ts';
import { BulkActions } from './BulkActions.tsx';
import { Facets } from './Facets.tsx';
import { FilterBar } from './FilterBar.tsx';
import s from './List.module.css';
import { ListRows } from './ListRows.tsx';
import { isFiltered, viewOf } from './list-search.ts';
import p from './Preview.module.css';
import { Preview } from './Preview.tsx';
import { LineHead, OneLineTicket, TwoLineTicket } from './TicketLines.tsx';
import { useListKeys } from './use-list-keys.ts';
import { useListSearch } from './use-list-search.ts';
import { useSelection } from './use-selection.ts';
import { useCounts, useTicketList } from './use-ticket-list.ts';
import { ViewTabs } from './ViewTabs.tsx';

export interface TicketListProps {
  readonly onOpen: (number: number, compose?: 'reply' | 'note') => void;
  readonly onNew: () => void;
  readonly pinned: ReadonlySet<number>;
  readonly onPin: (ticket: { number: number; title: string }) => void;
}

/** The screen technicians live in: views, facets, rows, preview. */
export function TicketList({ onOpen, onNew, pinned, onPin }: TicketListProps): ReactNode {
  const { t } = useTranslation('tech');
  const { search, set } = useListSearch();
  const { query, items, rows } = useTicketList(search);
  const counts = useCounts(search);
  const actions = useTicketActions();
  const selection = useSelection(rows);
  const roomForPreview = useMediaQuery('(min-width: 1200px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const narrow = useMediaQuery('(max-width: 899px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const [filtering, setFiltering] = useState(false);
  const view = viewOf(search);
  useDocumentTitle(t(`view.${view}`));

  const oneLine = search.density === 'line' && !narrow;
  const hasPreview = roomForPreview && !oneLine && search.preview !== 'off';
  const current = rows.find((row) => row.number === search.open) ?? rows[0] ?? null;
  const go = (row: TicketItemForTech) => set({ open: row.number }, { replace: true });
  const keys = useListKeys({ rows, current, go, selection, actions, onOpen, search, set });

  const press = (row: TicketItemForTech) => (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.button !== 0) return;
    event.preventDefault();
    if (event.shiftKey) selection.range(row.id);
    else if (hasPreview && row.number !== search.open) go(row);
    else onOpen(row.number);
  };
  const Line = oneLine ? OneLineTicket : TwoLineTicket;
  const failed = query.isError && rows.length === 0;
  return (
    <main id="main" className={s['page']}>
      <Hidden>
        <h1>{t('list.title', { view: t(`view.${view}`) })}</h1>
      </Hidden>
      <ViewTabs search={search} />
      <div className={cx(s['panes'], hasPreview && s['with'])}>
        <Facets search={search} set={set} counts={counts} />
        <section className={s['main']} aria-label={t('list.label')}>
          <FilterBar
            search={search}
            set={set}
            lead={narrow && <IconButton icon="list" label={t('facet.label')} onClick={() => setFiltering(true)} />}
          />
          <Hidden>
            <h2>{t('list.label')}</h2>
          </Hidden>
          {query.isPending ? (
            <div className={s['fill']}>
              <SkeletonRows rows={12} label={t('list.loading')} />
            </div>
          ) : failed ? (
            <div className={s['fill']}>
              <ErrorState error={query.error} onRetry={() => void query.refetch()} />
            </div>
          ) : rows.length === 0 ? (
            <div className={s['fill']}>
              <Nothing filtered={isFiltered(search)} view={view} onClear={() => set(CLEARED)} onNew={onNew} />
            </div>
          ) : (
            <ListRows
              items={items}
              rowHeight={oneLine ? 36 : narrow ? 68 : 53}
              current={current?.id ?? null}
              onReach={(row) => row.id !== current?.id && go(row)}
              label={t('list.label')}
              stale={query.isPlaceholderData}
              head={oneLine ? <LineHead /> : undefined}
              more={{ has: query.hasNextPage, busy: query.isFetchingNextPage, load: () => void query.fetchNextPage() }}
            >
              {(row) => (
                <Line
                  ticket={row}
                  search={search}
                  set={set}
                  current={row.id === current?.id}
                  selected={selection.ids.has(row.id)}
                  onSelect={(range) => (range ? selection.range(row.id) : selection.toggle(row.id))}
                  onOpen={press(row)}
                />
              )}
            </ListRows>
          )}
          {keys.targets.length > 0 && (
            <BulkActions tickets={keys.targets} actions={actions} menu={keys.menu} onMenu={keys.openMenu} onDone={keys.done} />
          )}
        </section>
        {hasPreview && (
          <aside className={p['pane']} aria-label={t('preview.label')}>
            {current && (
              <Preview
                key={current.number}
                number={current.number}
                chosen={current.number === search.open}
                pinned={pinned.has(current.number)}
                onPin={onPin}
                onClose={() => set({ preview: 'off' })}
              />
            )}
          </aside>
        )}
      </div>
      <Dialog open={filtering} onClose={() => setFiltering(false)} title={t('facet.label')}>
        <Facets search={search} set={set} counts={counts} />
      </Dialog>
    </main>
  );
}

const CLEARED = {
  q: undefined,
  assignee: undefined,
  status: undefined,
  priority: undefined,
  queue: undefined,
  company: undefined,
  contact: undefined,
  tag: undefined,
  due: undefined,
  unread: undefined,
} as const;

function Nothing({
  filtered,
  view,
  onClear,
  onNew,
}: {
  filtered: boolean;
  view: ReturnType<typeof viewOf>;
  onClear: () => void;
  onNew: () => void;
}): ReactNode {
  const { t } = useTranslation('tech');
  if (filtered)
    return (
      <EmptyState title={t('list.noneFiltered')} actions={<Button onClick={onClear}>{t('list.clearFilters')}</Button>}>
        {t('list.noneFilteredBody')}
      </EmptyState>
    );
  return (
    <EmptyState
      title={t(`list.none.${view}`)}
      actions={
        <Button icon="plus" keys="c" onClick={onNew}>
          {t('new.title')}
        </Button>
      }
    >
      {t('list.noneBody')}
    </EmptyState>
  );
}
