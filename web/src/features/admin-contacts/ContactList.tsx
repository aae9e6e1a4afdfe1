import { list as companyList } from '@portico/contracts/companies/routes.ts';
import { list } from '@portico/contracts/contacts/routes.ts';
import type { ContactItem } from '@portico/contracts/contacts/shapes.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { ActiveFilter, activeOf, filterClass, ListToolbar, NothingFound } from '../../ui/records/ListToolbar.tsx';
import { RouterButton, RowLink } from '../../ui/records/links.tsx';
import { useListSearch } from '../../ui/records/use-list-search.ts';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { mutedClass, Name, Pill } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import type { Option } from '../../ui/use-options.ts';
import { Roles } from './Roles.tsx';

export const findCompanies = async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
  const found = await callTech(companyList, { query: { limit: 25, active: true, ...(q ? { q } : {}) } }, { signal });
  return found.items.map((company) => ({ value: String(company.id), label: company.name, note: company.identifier ?? undefined }));
};

export function ContactList(): ReactNode {
  const { t } = useTranslation('admin');
  const search = useListSearch(['active', 'companyId', 'companyName']);
  const active = activeOf(search);
  const companyId = Number(search.get('companyId')) || undefined;
  const [company, setCompany] = useState<Option | null>(
    companyId ? { value: String(companyId), label: search.get('companyName') ?? `#${companyId}` } : null,
  );
  const contacts = useInfiniteQuery({
    ...readTechList(list, {
      query: {
        limit: 50,
        count: true,
        sort: search.sortValue as 'name',
        ...(search.q ? { q: search.q } : {}),
        ...(companyId ? { companyId } : {}),
        ...(active === undefined ? {} : { active }),
      },
    }),
    placeholderData: keepPreviousData,
  });
  const rows = rowsOf(contacts.data?.pages);
  const columns = useColumns();
  const create = (
    <RouterButton kind="primary" icon="plus" to="/contacts/new" search={(companyId ? { companyId: String(companyId) } : {}) as never}>
      {t('contacts.new')}
    </RouterButton>
  );
  return (
    <Page title={t('nav.contacts')} intro={t('contacts.intro')} actions={create}>
      <ListToolbar list={search} label={t('contacts.search')}>
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
        <ActiveFilter list={search} />
      </ListToolbar>
      {contacts.isError && rows.length === 0 ? (
        <ErrorState error={contacts.error} onRetry={() => void contacts.refetch()} />
      ) : (
        <DataTable
          caption={t('nav.contacts')}
          columns={columns}
          rows={rows}
          loading={contacts.isPending}
          sort={search.sort}
          onSort={search.onSort}
          total={contacts.data?.pages[0]?.total}
          more={contacts.hasNextPage ? { load: () => void contacts.fetchNextPage(), busy: contacts.isFetchingNextPage } : undefined}
          empty={
            search.filtered ? (
              <NothingFound list={search} />
            ) : (
              <EmptyState title={t('contacts.empty')} actions={create}>
                {t('contacts.emptyBody')}
              </EmptyState>
            )
          }
        />
      )}
    </Page>
  );
}

function useColumns(): readonly Column<ContactItem>[] {
  const { t } = useTranslation('admin');
  return [
    {
      id: 'name',
      head: t('contacts.name'),
      sort: 'name',
      phone: 'title',
      cell: (row) => (
        <RowLink to="/contacts/$id" params={{ id: String(row.id) } as never}>
          <Avatar size={28} person={{ id: row.id, name: row.name, pictureUrl: row.picture }} />
          <Name>{row.name}</Name>
        </RowLink>
      ),
    },
    { id: 'company', head: t('contacts.company'), cell: (row) => <Name>{row.company.name}</Name> },
    { id: 'email', head: t('field.email'), cell: (row) => row.email ?? <span className={mutedClass}>{t('contacts.noEmail')}</span> },
    {
      id: 'roles',
      head: t('contacts.roles'),
      width: 200,
      cell: (row) => (
        <>
          <Roles contact={row} /> {!row.active && <Pill icon="stop">{t('state.disabled')}</Pill>}
        </>
      ),
    },
    {
      id: 'seen',
      head: t('field.lastSeen'),
      width: 140,
      phone: 'hide',
      cell: (row) => (row.lastSeenAt ? <TimeAgo at={row.lastSeenAt} /> : <span className={mutedClass}>{t('field.never')}</span>),
    },
  ];
}
