import { createLink } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveState } from '../../../lib/live.ts';
import { cx } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { TabLink, TabNav } from '../../../ui/Tabs.tsx';
import { useDesk } from '../shared/desk.ts';
import s from './List.module.css';
import live from './Live.module.css';
import { type ListSearch, VIEWS, type ViewName, viewOf } from './list-search.ts';
import { type Counts, useViewCounts } from './use-ticket-list.ts';

const ViewLink = createLink(TabLink);

/** The views everybody has, each with how many wait in it. */
export function ViewTabs({ search }: { search: ListSearch }): ReactNode {
  const { t } = useTranslation('tech');
  const counts = useViewCounts();
  const desk = useDesk();
  const waiting = new Set(desk.statuses.filter((status) => status.kind === 'waiting-you').map((status) => String(status.id)));
  const countOf = (view: ViewName): number | undefined => counts && viewCount(counts, view, waiting);
  const current = viewOf(search);
  const keep = { ...(search.density ? { density: search.density } : {}), ...(search.preview ? { preview: search.preview } : {}) };
  return (
    <div className={s['views']}>
      <div className={s['viewTabs']}>
        <TabNav label={t('view.label')}>
          {VIEWS.map((view) => (
            <ViewLink
              key={view}
              to="/tickets"
              search={{ view, ...keep } as never}
              activeProps={{}}
              aria-current={view === current ? 'page' : undefined}
              count={countOf(view)}
            >
              {view === 'overdue' && (countOf(view) ?? 0) > 0 && (
                <span className={s['past']}>
                  <Icon name="warning" size={16} />
                </span>
              )}
              {t(`view.${view}`)}
            </ViewLink>
          ))}
        </TabNav>
      </div>
      <LiveMark />
    </div>
  );
}

function viewCount(counts: Counts, view: ViewName, waiting: ReadonlySet<string>): number | undefined {
  const of = (facet: readonly { key: string; count: number }[], key: string) => facet.find((row) => row.key === key)?.count ?? 0;
  switch (view) {
    case 'mine':
      return of(counts.assignee, 'me');
    case 'unassigned':
      return of(counts.assignee, 'none');
    case 'overdue':
      return of(counts.due, 'overdue');
    case 'due':
      return of(counts.due, 'soon');
    case 'waiting':
      return counts.status.reduce((sum, row) => sum + (waiting.has(row.key) ? row.count : 0), 0);
    case 'all':
      return counts.total;
    default:
      return undefined;
  }
}

/** Whether what is on screen is what is in the database. */
export function LiveMark(): ReactNode {
  const { t } = useTranslation('tech');
  const state = useLiveState();
  const word = state === 'lost' ? 'lost' : state === 'live' ? 'on' : 'starting';
  return (
    <span className={cx(s['live'], live['mark'])} role="status">
      <i className={cx(live['dot'], live[word])} aria-hidden />
      <span className={live['word']}>{t(`live.${word}`)}</span>
    </span>
  );
}
