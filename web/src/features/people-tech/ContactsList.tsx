import { list } from '@portico/contracts/contacts/routes.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTechList, type TechReply } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Pill } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { FindBox, useFind } from './FindBox.tsx';
import s from './People.module.css';

type Row = TechReply<typeof list>['items'][number];

/** Everybody who may ask for something. With `companyId`, the people of one company without a page of their own. */
export function ContactsList({ companyId }: { companyId?: number }): ReactNode {
  const { t } = useTranslation('tech');
  const find = useFind();
  const query = useInfiniteQuery(
    readTechList(list, {
      query: { limit: 50, sort: 'name', active: true, ...(find.q ? { q: find.q } : {}), ...(companyId ? { companyId } : {}) },
    }),
  );
  const columns: Column<Row>[] = [
    { id: 'name', head: t('people.name'), phone: 'title', cell: (row) => <ContactName row={row} /> },
    ...(companyId
      ? []
      : [
          {
            id: 'company',
            head: t('people.company'),
            cell: (row: Row) => (
              <Link to="/companies/$id" params={{ id: String(row.company.id) }} className={s['link']}>
                <bdi>{row.company.name}</bdi>
              </Link>
            ),
          },
        ]),
    {
      id: 'email',
      head: t('people.email'),
      cell: (row) =>
        row.email && (
          <a className={s['link']} href={`mailto:${row.email}`}>
            {row.email}
          </a>
        ),
    },
    { id: 'phone', head: t('people.phone'), cell: (row) => row.phone && <bdi>{row.phone}</bdi> },
    {
      id: 'seen',
      head: t('people.lastSeen'),
      phone: 'hide',
      align: 'end',
      cell: (row) => (row.lastSeenAt ? <TimeAgo at={row.lastSeenAt} /> : t('people.never')),
    },
  ];
  const table = query.isError ? (
    <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  ) : (
    <DataTable
      caption={t('people.contacts')}
      columns={columns}
      rows={rowsOf(query.data?.pages) as Row[]}
      loading={query.isPending}
      empty={
        <EmptyState title={find.q ? t('people.notFound', { q: find.q }) : t('people.noContacts')}>
          {find.q ? t('people.otherWords') : t('people.noContactsBody')}
        </EmptyState>
      }
      more={query.hasNextPage ? { load: () => void query.fetchNextPage(), busy: query.isFetchingNextPage } : undefined}
    />
  );
  if (companyId) return table;
  return (
    <main id="main" className={s['page']}>
      <Page title={t('people.contacts')} actions={<FindBox find={find} label={t('people.findContact')} />}>
        {table}
      </Page>
    </main>
  );
}

function ContactName({ row }: { row: Row }): ReactNode {
  const { t } = useTranslation('tech');
  return (
    <span className={s['name']}>
      <Avatar person={{ id: row.id, name: row.name, pictureUrl: row.picture }} size={24} />
      <Link to="/contacts/$id" params={{ id: String(row.id) }} className={s['link']}>
        <bdi>{row.name}</bdi>
      </Link>
      {row.isVip && <Pill tone="brand">{t('list.vip')}</Pill>}
      {row.isManager && <Pill>{t('people.manager')}</Pill>}
      {row.title && <span className={s['muted']}>{row.title}</span>}
    </span>
  );
}
