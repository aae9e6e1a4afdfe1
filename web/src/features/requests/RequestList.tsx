import type { TicketItemForContact } from '@portico/contracts/tickets/shapes.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../lib/query.ts';
import { Button } from '../../ui/Button.tsx';
import { RoomyList } from '../../ui/ListRow.tsx';
import { ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { Card } from '../../ui/Surface.tsx';
import { RequestRow } from './RequestRow.tsx';
import s from './Requests.module.css';
import { type ListFilter, listOf } from './requests.queries.ts';

/** Page after page of one filter; the next one is read before its beginning comes into view. */
export function RequestList({ filter, empty }: { filter: ListFilter; empty: ReactNode }): ReactNode {
  const { t } = useTranslation('client');
  const found = useInfiniteQuery(listOf(filter));
  const tail = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = found;
  const rows: readonly TicketItemForContact[] = rowsOf(found.data?.pages);
  useEffect(() => {
    const mark = tail.current;
    if (!mark || !hasNextPage || isFetchNextPageError) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && !isFetchingNextPage && void fetchNextPage(), {
      rootMargin: '600px',
    });
    observer.observe(mark);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  if (found.isPending) {
    return (
      <Card>
        <SkeletonRows label={t('list.loading')} />
      </Card>
    );
  }
  if (found.isError && rows.length === 0) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (rows.length === 0) return empty;
  return (
    <>
      <RoomyList>
        {rows.map((ticket) => (
          <RequestRow
            key={ticket.id}
            ticket={ticket}
            query={filter.q ?? ''}
            showOwner={filter.scope !== 'mine'}
            showWords={Boolean(filter.q)}
          />
        ))}
      </RoomyList>
      <div ref={tail} className={s['tail']}>
        {hasNextPage ? (
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchNextPageError ? t('list.again') : t('list.more')}
          </Button>
        ) : (
          rows.length > 10 && <p className={s['end']}>{t('list.end', { count: rows.length })}</p>
        )}
      </div>
    </>
  );
}
