import { list } from '@portico/contracts/scim/routes.ts';
import type { ScimConnectionItem } from '@portico/contracts/scim/shapes.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { RouterButton, RowLink } from '../../ui/records/links.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { mutedClass, Name, Pill } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';

export function DirectoryList(): ReactNode {
  const { t } = useTranslation('directories');
  const found = useInfiniteQuery(readTechList(list, { query: { limit: 50, count: true } }));
  const rows = rowsOf(found.data?.pages);
  const create = (
    <RouterButton kind="primary" icon="plus" to="/directories/new">
      {t('new')}
    </RouterButton>
  );
  const columns: readonly Column<ScimConnectionItem>[] = [
    {
      id: 'name',
      head: t('name'),
      phone: 'title',
      cell: (row) => (
        <>
          <RowLink to="/directories/$id" params={{ id: String(row.id) } as never}>
            <Name>{row.name}</Name>
          </RowLink>{' '}
          {!row.enabled && <Pill icon="stop">{t('off')}</Pill>}
        </>
      ),
    },
    { id: 'whose', head: t('whose'), cell: (row) => (row.company ? <Name>{row.company.name}</Name> : t('audience.staff')) },
    { id: 'users', head: t('users'), width: 120, align: 'end', cell: (row) => row.userCount },
    {
      id: 'used',
      head: t('lastUsed'),
      width: 160,
      cell: (row) => (row.lastUsedAt ? <TimeAgo at={row.lastUsedAt} /> : <span className={mutedClass}>{t('never')}</span>),
    },
  ];
  return (
    <Page title={t('title')} intro={t('intro')} actions={create}>
      {found.isError && rows.length === 0 ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <DataTable
          caption={t('title')}
          columns={columns}
          rows={rows}
          loading={found.isPending}
          total={found.data?.pages[0]?.total}
          more={found.hasNextPage ? { load: () => void found.fetchNextPage(), busy: found.isFetchingNextPage } : undefined}
          empty={
            <EmptyState title={t('empty')} actions={create}>
              {t('emptyBody')}
            </EmptyState>
          }
        />
      )}
    </Page>
  );
}
