import { list } from '@portico/contracts/tickets/routes.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { TicketRow } from '../../ui/ListRow.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { PriorityBadge, StatusBadge } from '../../ui/StatusBadge.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { DueBadge } from './shared/DueBadge.tsx';
import { person } from './shared/person.ts';
import s from './TicketRows.module.css';

/** Tickets of a contact or company on that one's page. */
export function TicketRows({ of }: { of: { readonly contactId: number } | { readonly companyId: number } }): ReactNode {
  const { t } = useTranslation('tech');
  const [state, setState] = useState<'open' | 'closed'>('open');
  const filter = 'contactId' in of ? { contactId: [of.contactId] } : { companyId: [of.companyId] };
  const query = useInfiniteQuery(readTechList(list, { query: { ...filter, state, sort: '-updatedAt', limit: 25 } }));
  const rows = rowsOf(query.data?.pages);
  return (
    <section className={s['box']} aria-label={t('people.tickets')}>
      <Tabs
        id="person-tickets"
        label={t('people.tickets')}
        value={state}
        onChange={setState}
        tabs={[
          { value: 'open', label: t('people.openTickets') },
          { value: 'closed', label: t('people.closedTickets') },
        ]}
      />
      <div role="tabpanel" id={`person-tickets-panel-${state}`} aria-labelledby={`person-tickets-tab-${state}`}>
        {query.isPending ? (
          <SkeletonRows rows={4} label={t('list.loading')} />
        ) : query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <EmptyState title={state === 'open' ? t('people.noneOpen') : t('people.noneClosed')} />
        ) : (
          <ul>
            {rows.map((row) => (
              <li key={row.id}>
                <TicketRow
                  unread={row.isUnread ? t('list.unread') : undefined}
                  title={
                    <Link to="/tickets/$number" params={{ number: String(row.number) }}>
                      <bdi>{row.title}</bdi>
                    </Link>
                  }
                  facts={[
                    <StatusBadge key="status" kind={row.status.kind} name={row.status.name} />,
                    row.priority.level !== 'normal' && <PriorityBadge key="priority" level={row.priority.level} name={row.priority.name} />,
                    String(row.number),
                    <bdi key="contact">{row.contact.name}</bdi>,
                  ]}
                  endTop={
                    <>
                      <DueBadge ticket={row} />
                      <Avatar person={person(row.assignee)} size={20} alone />
                    </>
                  }
                  endBottom={<TimeAgo at={row.updatedAt} form="age" />}
                />
              </li>
            ))}
          </ul>
        )}
        {query.hasNextPage && (
          <div className={s['more']}>
            <Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('people.more')}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
