import { list } from '@portico/contracts/companies/routes.ts';
import type { CompanyItem } from '@portico/contracts/companies/shapes.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Button } from '../../ui/Button.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tip } from '../../ui/IconButton.tsx';
import { Page } from '../../ui/Page.tsx';
import { ActiveFilter, activeOf, ListToolbar, NothingFound } from '../../ui/records/ListToolbar.tsx';
import { RouterButton, RowLink } from '../../ui/records/links.tsx';
import { useListSearch } from '../../ui/records/use-list-search.ts';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';

export function CompanyList(): ReactNode {
  const { t } = useTranslation('admin');
  const search = useListSearch(['active']);
  const isMaster = useIsMasterAdmin();
  const active = activeOf(search);
  const companies = useInfiniteQuery({
    ...readTechList(list, {
      query: {
        limit: 50,
        count: true,
        sort: search.sortValue as 'name',
        ...(search.q ? { q: search.q } : {}),
        ...(active === undefined ? {} : { active }),
      },
    }),
    placeholderData: keepPreviousData,
  });
  const rows = rowsOf(companies.data?.pages);
  const columns = useColumns();
  const create = isMaster ? (
    <RouterButton kind="primary" icon="plus" to="/companies/new">
      {t('companies.new')}
    </RouterButton>
  ) : (
    <Tip text={t('locked.master')}>
      <Button icon="lock" aria-disabled="true">
        {t('companies.new')}
      </Button>
    </Tip>
  );
  return (
    <Page title={t('nav.companies')} intro={t('companies.intro')} actions={create}>
      <ListToolbar list={search} label={t('companies.search')}>
        <ActiveFilter list={search} />
      </ListToolbar>
      {companies.isError && rows.length === 0 ? (
        <ErrorState error={companies.error} onRetry={() => void companies.refetch()} />
      ) : (
        <DataTable
          caption={t('nav.companies')}
          columns={columns}
          rows={rows}
          loading={companies.isPending}
          sort={search.sort}
          onSort={search.onSort}
          total={companies.data?.pages[0]?.total}
          more={companies.hasNextPage ? { load: () => void companies.fetchNextPage(), busy: companies.isFetchingNextPage } : undefined}
          empty={
            search.filtered ? (
              <NothingFound list={search} />
            ) : (
              <EmptyState title={t('companies.empty')} actions={create}>
                {t('companies.emptyBody')}
              </EmptyState>
            )
          }
        />
      )}
    </Page>
  );
}

function useColumns(): readonly Column<CompanyItem>[] {
  const { t } = useTranslation('admin');
  return [
    {
      id: 'name',
      head: t('companies.name'),
      sort: 'name',
      phone: 'title',
      cell: (row) => (
        <>
          <RowLink to="/companies/$id" params={{ id: String(row.id) } as never}>
            <Name>{row.name}</Name>
          </RowLink>{' '}
          {!row.active && <Pill icon="stop">{t('state.disabled')}</Pill>}
        </>
      ),
    },
    { id: 'identifier', head: t('companies.identifier'), width: 140, phone: 'hide', cell: (row) => row.identifier ?? '' },
    { id: 'contacts', head: t('companies.contacts'), width: 110, align: 'end', cell: (row) => row.contactCount },
    { id: 'tickets', head: t('companies.openTickets'), width: 130, align: 'end', cell: (row) => row.openTicketCount },
    {
      id: 'created',
      head: t('field.created'),
      sort: 'createdAt',
      width: 150,
      phone: 'hide',
      cell: (row) => <TimeAgo at={row.createdAt} form="stamp" />,
    },
  ];
}
