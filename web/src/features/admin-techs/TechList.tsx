import { TECH_ROLES } from '@portico/contracts/access/actor.ts';
import { list } from '@portico/contracts/techs/routes.ts';
import type { TechItem } from '@portico/contracts/techs/shapes.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tip } from '../../ui/IconButton.tsx';
import { Page } from '../../ui/Page.tsx';
import { ActiveFilter, activeOf, filterClass, ListToolbar, NothingFound } from '../../ui/records/ListToolbar.tsx';
import { RouterButton, RowLink } from '../../ui/records/links.tsx';
import { useListSearch } from '../../ui/records/use-list-search.ts';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { mutedClass, Name, Pill } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';

export function TechList(): ReactNode {
  const { t } = useTranslation('admin');
  const search = useListSearch(['active', 'role']);
  const isMaster = useIsMasterAdmin();
  const active = activeOf(search);
  const role = TECH_ROLES.find((one) => one === search.get('role'));
  const techs = useInfiniteQuery({
    ...readTechList(list, {
      query: {
        limit: 50,
        count: true,
        sort: search.sortValue as 'name',
        ...(search.q ? { q: search.q } : {}),
        ...(role ? { role } : {}),
        ...(active === undefined ? {} : { active }),
      },
    }),
    placeholderData: keepPreviousData,
  });
  const rows = rowsOf(techs.data?.pages);
  const columns = useColumns();
  const create = isMaster ? (
    <RouterButton kind="primary" icon="plus" to="/techs/new">
      {t('techs.new')}
    </RouterButton>
  ) : (
    <Tip text={t('locked.master')}>
      <Button icon="lock" aria-disabled="true">
        {t('techs.new')}
      </Button>
    </Tip>
  );
  return (
    <Page title={t('nav.techs')} intro={t('techs.intro')} actions={create}>
      <ListToolbar list={search} label={t('techs.search')}>
        <Select
          label={t('techs.role')}
          hideLabel
          className={filterClass ?? ''}
          value={role ?? 'any'}
          onChange={(value) => search.set('role', value === 'any' ? undefined : value)}
          options={[
            { value: 'any', label: t('techs.anyRole') },
            ...TECH_ROLES.map((one) => ({ value: one as string, label: t(`role.${one}.name`) })),
          ]}
        />
        <ActiveFilter list={search} />
      </ListToolbar>
      {techs.isError && rows.length === 0 ? (
        <ErrorState error={techs.error} onRetry={() => void techs.refetch()} />
      ) : (
        <DataTable
          caption={t('nav.techs')}
          columns={columns}
          rows={rows}
          loading={techs.isPending}
          sort={search.sort}
          onSort={search.onSort}
          total={techs.data?.pages[0]?.total}
          more={techs.hasNextPage ? { load: () => void techs.fetchNextPage(), busy: techs.isFetchingNextPage } : undefined}
          empty={search.filtered ? <NothingFound list={search} /> : <EmptyState title={t('techs.empty')} actions={create} />}
        />
      )}
    </Page>
  );
}

function useColumns(): readonly Column<TechItem>[] {
  const { t } = useTranslation('admin');
  return [
    {
      id: 'name',
      head: t('techs.name'),
      sort: 'name',
      phone: 'title',
      cell: (row) => (
        <>
          <RowLink to="/techs/$id" params={{ id: String(row.id) } as never}>
            <Avatar size={28} person={{ id: row.id, name: row.name, pictureUrl: row.picture }} />
            <Name>{row.name}</Name>
          </RowLink>{' '}
          {!row.active && <Pill icon="stop">{t('state.disabled')}</Pill>}
        </>
      ),
    },
    {
      id: 'role',
      head: t('techs.role'),
      width: 190,
      cell: (row) =>
        row.role === 'admin' || row.role === 'master-admin' ? (
          <Pill tone="info" icon="shield">
            {t(`role.${row.role}.name`)}
          </Pill>
        ) : (
          t(`role.${row.role}.name`)
        ),
    },
    { id: 'teams', head: t('nav.teams'), cell: (row) => row.teams.map((team) => team.name).join(', ') },
    { id: 'tickets', head: t('companies.openTickets'), width: 130, align: 'end', cell: (row) => row.openTicketCount },
    {
      id: 'seen',
      head: t('field.lastSeen'),
      width: 140,
      phone: 'hide',
      cell: (row) => (row.lastSeenAt ? <TimeAgo at={row.lastSeenAt} /> : <span className={mutedClass}>{t('field.never')}</span>),
    },
  ];
}
