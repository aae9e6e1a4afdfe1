import { list as listCompanies } from '@portico/contracts/companies/routes.ts';
import { list } from '@portico/contracts/contact-groups/routes.ts';
import type { ContactGroupForTech } from '@portico/contracts/contact-groups/shapes.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Page } from '../../ui/Page.tsx';
import { filterClass, ListToolbar, NothingFound } from '../../ui/records/ListToolbar.tsx';
import { RouterButton, RowLink } from '../../ui/records/links.tsx';
import { useListSearch } from '../../ui/records/use-list-search.ts';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Name, Pill, Tag } from '../../ui/Surface.tsx';
import type { Option } from '../../ui/use-options.ts';
import { GroupPolicy } from './GroupPolicy.tsx';
import { iconOf } from './group-form.ts';

const STATES = ['all', 'active', 'inactive', 'deleted'] as const;

const findCompanies = async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
  const found = await callTech(listCompanies, { query: { limit: 25, ...(q ? { q } : {}) } }, { signal });
  return found.items.map((company) => ({ value: String(company.id), label: company.name }));
};

export function GroupList(): ReactNode {
  const { t } = useTranslation('admin');
  const search = useListSearch(['state', 'companyId', 'companyName']);
  const state = STATES.find((one) => one === search.get('state')) ?? 'all';
  const companyId = Number(search.get('companyId')) || undefined;
  const [company, setCompany] = useState<Option | null>(
    companyId ? { value: String(companyId), label: search.get('companyName') ?? `#${companyId}` } : null,
  );
  const groups = useInfiniteQuery({
    ...readTechList(list, {
      query: {
        limit: 50,
        count: true,
        state,
        sort: search.sortValue as 'name',
        ...(search.q ? { q: search.q } : {}),
        ...(companyId ? { companyId } : {}),
      },
    }),
    placeholderData: keepPreviousData,
  });
  const rows = rowsOf(groups.data?.pages);
  const columns = useColumns();
  const create = (
    <RouterButton kind="primary" icon="plus" to="/contact-groups/new" search={(companyId ? { companyId: String(companyId) } : {}) as never}>
      {t('groups.new')}
    </RouterButton>
  );
  return (
    <Page title={t('nav.contactGroups')} intro={t('groups.intro')} actions={create}>
      <ListToolbar list={search} label={t('groups.search')}>
        <Combobox
          label={t('contacts.company')}
          hideLabel
          optional
          className={filterClass ?? ''}
          placeholder={t('contacts.anyCompany')}
          options={findCompanies}
          value={companyId ? company : null}
          onChange={(option) => {
            setCompany(option);
            search.setMany({ companyId: option?.value, companyName: option?.label });
          }}
        />
        <Select
          label={t('groups.state.label')}
          hideLabel
          className={filterClass ?? ''}
          value={state}
          options={STATES.map((value) => ({ value, label: t(`groups.state.${value}`) }))}
          onChange={(value) => search.set('state', value === 'all' ? undefined : value)}
        />
      </ListToolbar>
      {groups.isError && rows.length === 0 ? (
        <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />
      ) : (
        <DataTable
          caption={t('nav.contactGroups')}
          columns={columns}
          rows={rows}
          loading={groups.isPending}
          sort={search.sort}
          onSort={search.onSort}
          total={groups.data?.pages[0]?.total}
          more={groups.hasNextPage ? { load: () => void groups.fetchNextPage(), busy: groups.isFetchingNextPage } : undefined}
          empty={
            search.filtered ? (
              <NothingFound list={search} />
            ) : (
              <EmptyState title={t('groups.empty')} actions={create}>
                {t('groups.emptyBody')}
              </EmptyState>
            )
          }
        />
      )}
      <GroupPolicy />
    </Page>
  );
}

function useColumns(): readonly Column<ContactGroupForTech>[] {
  const { t } = useTranslation('admin');
  return [
    {
      id: 'name',
      head: t('groups.name'),
      sort: 'name',
      phone: 'title',
      cell: (row) => (
        <>
          <RowLink to="/contact-groups/$id" params={{ id: String(row.id) } as never}>
            <Icon name={iconOf(row.icon)} />
            <Name>{row.name}</Name>
          </RowLink>{' '}
          {row.deletedAt ? <Pill icon="trash">{t('groups.deleted')}</Pill> : !row.active && <Pill icon="stop">{t('groups.resting')}</Pill>}
        </>
      ),
    },
    { id: 'company', head: t('contacts.company'), cell: (row) => <Name>{row.company.name}</Name> },
    { id: 'tags', head: t('groups.tags'), phone: 'hide', cell: (row) => row.tags.map((tag) => <Tag key={tag}>{tag}</Tag>) },
    { id: 'members', head: t('groups.members'), width: 110, align: 'end', cell: (row) => row.memberCount },
    { id: 'tickets', head: t('companies.openTickets'), width: 130, align: 'end', cell: (row) => row.openTicketCount },
  ];
}
