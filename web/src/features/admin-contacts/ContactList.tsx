import { list as companyList } from '@portico/contracts/companies/routes.ts';
import { list as groupList } from '@portico/contracts/contact-groups/routes.ts';
import { list } from '@portico/contracts/contacts/routes.ts';
import type { ContactItem } from '@portico/contracts/contacts/shapes.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { ButtonLink } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { exportHref } from '../../ui/records/export-href.ts';
import { ActiveFilter, activeOf, filterClass, ListToolbar, NothingFound } from '../../ui/records/ListToolbar.tsx';
import { RouterButton, RowLink } from '../../ui/records/links.tsx';
import { useListSearch } from '../../ui/records/use-list-search.ts';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { mutedClass, Name, Pill } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import type { RowId } from '../../ui/table-state.ts';
import type { Option } from '../../ui/use-options.ts';
import { ContactBulk } from './ContactBulk.tsx';
import { ContactFilters, contactFilters } from './ContactFilters.tsx';
import { PortalStandingPill } from './PortalStandingPill.tsx';
import { Roles } from './Roles.tsx';

export const findCompanies = async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
  const found = await callTech(companyList, { query: { limit: 25, active: true, ...(q ? { q } : {}) } }, { signal });
  return found.items.map((company) => ({ value: String(company.id), label: company.name, note: company.identifier ?? undefined }));
};

const ACCESS = ['open', 'shut'] as const;

const findGroups = async (q: string, companyId: number | undefined, signal: AbortSignal): Promise<readonly Option[]> => {
  const found = await callTech(groupList, { query: { limit: 25, ...(companyId ? { companyId } : {}), ...(q ? { q } : {}) } }, { signal });
  return found.items.map((group) => ({ value: String(group.id), label: group.name, note: group.company.name }));
};

export function ContactList(): ReactNode {
  const { t } = useTranslation(['admin', 'people']);
  const search = useListSearch(['active', 'access', 'companyId', 'companyName', 'groupId', 'groupName', 'tag', 'role', 'person']);
  const [chosen, setChosen] = useState<ReadonlySet<RowId>>(new Set());
  const active = activeOf(search);
  const words = useTranslation('entry').t;
  const access = ACCESS.find((word) => word === search.get('access'));
  const companyId = Number(search.get('companyId')) || undefined;
  const [company, setCompany] = useState<Option | null>(
    companyId ? { value: String(companyId), label: search.get('companyName') ?? `#${companyId}` } : null,
  );
  const groupId = Number(search.get('groupId')) || undefined;
  const [group, setGroup] = useState<Option | null>(
    groupId ? { value: String(groupId), label: search.get('groupName') ?? `#${groupId}` } : null,
  );
  const filter = {
    sort: search.sortValue as 'name',
    ...(search.q ? { q: search.q } : {}),
    ...(companyId ? { companyId } : {}),
    ...(groupId ? { groupId } : {}),
    ...(active === undefined ? {} : { active }),
    ...(access ? { canSignIn: access === 'open' } : {}),
    ...contactFilters(search),
  };
  const contacts = useInfiniteQuery({
    ...readTechList(list, { query: { limit: 50, count: true, ...filter } }),
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
    <Page
      title={t('nav.contacts')}
      intro={t('contacts.intro')}
      actions={
        <>
          <ButtonLink icon="download" href={exportHref('/exports/contacts.csv', filter)} title={t('people:exportHint')}>
            {t('people:export')}
          </ButtonLink>
          <RouterButton icon="arrow-up" to="/contacts/import" search={(companyId ? { companyId: String(companyId) } : {}) as never}>
            {t('people:import.button')}
          </RouterButton>
          {create}
        </>
      }
    >
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
        <Select
          label={words('contact.access')}
          hideLabel
          className={filterClass ?? ''}
          value={access ?? 'any'}
          onChange={(value: string) => search.set('access', value === 'any' ? undefined : value)}
          options={[
            { value: 'any', label: words('contact.any') },
            ...ACCESS.map((word) => ({ value: word as string, label: words(`contact.${word}`) })),
          ]}
        />
        <Combobox
          label={t('groups.groupFilter')}
          hideLabel
          optional
          className={filterClass ?? ''}
          placeholder={t('groups.any')}
          options={(q, signal) => findGroups(q, companyId, signal)}
          value={groupId ? group : null}
          onChange={(option) => {
            setGroup(option);
            search.setMany({ groupId: option?.value, groupName: option?.label });
          }}
        />
        <ContactFilters list={search} />
        <ActiveFilter list={search} />
      </ListToolbar>
      <ContactBulk chosen={chosen} rows={rows} onClear={() => setChosen(new Set())} />
      {contacts.isError && rows.length === 0 ? (
        <ErrorState error={contacts.error} onRetry={() => void contacts.refetch()} />
      ) : (
        <DataTable
          caption={t('nav.contacts')}
          columns={columns}
          rows={rows}
          loading={contacts.isPending}
          selected={chosen}
          onSelect={setChosen}
          rowName={(row) => row.name}
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
        <span>
          <Roles contact={row} />{' '}
          {row.tags.slice(0, 3).map((tag) => (
            <Pill key={tag} icon="tag">
              {tag}
            </Pill>
          ))}{' '}
          <PortalStandingPill contact={row} />
        </span>
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
