import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../../../ui/class-names.ts';
import { useHotkeys } from '../../../ui/hotkeys.ts';
import { Kbd } from '../../../ui/Kbd.tsx';
import { Hidden } from '../../../ui/LiveRegion.tsx';
import { SkeletonRows } from '../../../ui/States.tsx';
import { StatusBadge } from '../../../ui/StatusBadge.tsx';
import { ListRows } from '../list/ListRows.tsx';
import { keptList, viewOf } from '../list/list-search.ts';
import { useTicketList } from '../list/use-ticket-list.ts';
import { DueBadge } from '../shared/DueBadge.tsx';
import s from './Ticket.module.css';

/** The list the reader came from, so that the next ticket is one key away. */
export function TicketQueue({ number, onOpen }: { number: number; onOpen: (number: number) => void }): ReactNode {
  const { t } = useTranslation('tech');
  const [search] = useState(keptList);
  const { query, items, rows } = useTicketList(search);
  const current = rows.find((row) => row.number === number);
  const step = (by: 1 | -1) => {
    const index = current ? rows.indexOf(current) + by : 0;
    const next = rows[index];
    if (next) onOpen(next.number);
  };
  const group = t('keys.ticket');
  useHotkeys([
    { keys: 'j', label: t('keys.nextTicket'), group, run: () => step(1) },
    { keys: 'k', label: t('keys.previousTicket'), group, run: () => step(-1) },
  ]);
  const title = t(`view.${viewOf(search)}`);
  return (
    <nav className={s['queue']} aria-label={title}>
      <div className={s['queueHead']}>
        <Link to="/tickets" search={search as never}>
          {title}
        </Link>
        <span className={s['muted']}>
          {rows.length}
          {query.hasNextPage ? '+' : ''}
        </span>
        <span className={s['headEnd']}>
          <Kbd keys="j" /> <Kbd keys="k" />
        </span>
      </div>
      {query.isPending ? (
        <SkeletonRows rows={10} label={t('list.loading')} />
      ) : (
        <ListRows
          items={items.filter((item) => item.kind === 'row')}
          rowHeight={57}
          current={current?.id ?? null}
          label={title}
          stale={false}
          more={{ has: query.hasNextPage, busy: query.isFetchingNextPage, load: () => void query.fetchNextPage() }}
        >
          {(row) => (
            <div className={cx(s['queueRow'], row.number === number && s['here'], row.isUnread && s['unread'])}>
              <div className={s['queueLine']}>
                {row.isUnread && (
                  <i className={s['dot']}>
                    <Hidden>{t('list.unread')}</Hidden>
                  </i>
                )}
                <Link
                  to="/tickets/$number"
                  params={{ number: String(row.number) }}
                  title={row.title}
                  aria-current={row.number === number ? 'page' : undefined}
                >
                  <bdi>{row.title}</bdi>
                </Link>
              </div>
              <div className={s['queueMeta']}>
                <StatusBadge kind={row.status.kind} name={row.status.name} />
                <bdi className={s['queueCompany']}>{row.company.name}</bdi>
                <DueBadge ticket={row} />
              </div>
            </div>
          )}
        </ListRows>
      )}
    </nav>
  );
}
