import { list } from '@portico/contracts/companies/routes.ts';
import type { CompanyItem } from '@portico/contracts/companies/shapes.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tip } from '../../ui/IconButton.tsx';
import { Page } from '../../ui/Page.tsx';
import { CountryField } from '../../ui/records/CountryField.tsx';
import { exportHref } from '../../ui/records/export-href.ts';
import { ActiveFilter, activeOf, filterClass, ListToolbar, NothingFound } from '../../ui/records/ListToolbar.tsx';
import { RouterButton, RowLink } from '../../ui/records/links.tsx';
import { TagFilter } from '../../ui/records/TagFilter.tsx';
import { useListSearch } from '../../ui/records/use-list-search.ts';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import type { RowId } from '../../ui/table-state.ts';
import { CompanyBulk } from './CompanyBulk.tsx';

export function CompanyList(): ReactNode {
  const { t } = useTranslation(['admin', 'people']);
  const search = useListSearch(['active', 'tag', 'country']);
  const [chosen, setChosen] = useState<ReadonlySet<RowId>>(new Set());
  const isMaster = useIsMasterAdmin();
  const active = activeOf(search);
  const [tag, country] = [search.get('tag'), search.get('country')];
  const filter = {
    sort: search.sortValue as 'name',
    ...(search.q ? { q: search.q } : {}),
    ...(active === undefined ? {} : { active }),
    ...(tag ? { tag: [tag] } : {}),
    ...(country ? { country } : {}),
  };
  const companies = useInfiniteQuery({
    ...readTechList(list, { query: { limit: 50, count: true, ...filter } }),
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
    <Page
      title={t('nav.companies')}
      intro={t('companies.intro')}
      actions={
        <>
          <ButtonLink icon="download" href={exportHref('/exports/companies.csv', filter)} title={t('people:exportHint')}>
            {t('people:export')}
          </ButtonLink>
          {create}
        </>
      }
    >
      <ListToolbar list={search} label={t('companies.search')}>
        <TagFilter place="company" list={search} />
        <CountryField
          hideLabel
          className={filterClass ?? ''}
          placeholder={t('people:filters.anyCountry')}
          value={country ?? ''}
          onChange={(code) => search.set('country', code || undefined)}
        />
        <ActiveFilter list={search} />
      </ListToolbar>
      <CompanyBulk chosen={chosen} rows={rows} onClear={() => setChosen(new Set())} />
      {companies.isError && rows.length === 0 ? (
        <ErrorState error={companies.error} onRetry={() => void companies.refetch()} />
      ) : (
        <DataTable
          caption={t('nav.companies')}
          columns={columns}
          rows={rows}
          loading={companies.isPending}
          selected={chosen}
          onSelect={setChosen}
          rowName={(row) => row.name}
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
  const words = useTranslation('entry').t;
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
          {row.tags.slice(0, 3).map((tag) => (
            <Pill key={tag} icon="tag">
              {tag}
            </Pill>
          ))}{' '}
          {!row.active ? (
            <Pill icon="stop">{t('state.disabled')}</Pill>
          ) : (
            !row.opensPortal && <Pill icon="lock">{words('company.shut')}</Pill>
          )}
        </>
      ),
    },
    { id: 'identifier', head: t('companies.identifier'), width: 140, phone: 'hide', cell: (row) => row.identifier ?? '' },
    { id: 'type', head: words('company.type'), width: 130, phone: 'hide', cell: (row) => row.type?.name ?? '' },
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
