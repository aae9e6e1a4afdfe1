import { list } from '@portico/contracts/teams/routes.ts';
import type { Team } from '@portico/contracts/teams/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import { AvatarStack } from '../../ui/Avatar.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { ActiveFilter, activeOf, ListToolbar, NothingFound } from '../../ui/records/ListToolbar.tsx';
import { RouterButton, RowLink } from '../../ui/records/links.tsx';
import { useListSearch } from '../../ui/records/use-list-search.ts';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { mutedClass, Name, Pill } from '../../ui/Surface.tsx';
import { filterOptions } from '../../ui/use-options.ts';

export function TeamList(): ReactNode {
  const { t } = useTranslation('admin');
  const search = useListSearch(['active']);
  const teams = useQuery(readTech(list, {}));
  const active = activeOf(search);
  const found = new Set(
    filterOptions(
      (teams.data?.items ?? []).map((team) => ({
        value: String(team.id),
        label: team.name,
        note: team.members.map((one) => one.name).join(' '),
      })),
      search.q ?? '',
    ).map((option) => Number(option.value)),
  );
  const rows = (teams.data?.items ?? []).filter((team) => found.has(team.id) && (active === undefined || team.active === active));
  const create = (
    <RouterButton kind="primary" icon="plus" to="/teams/new">
      {t('teams.new')}
    </RouterButton>
  );
  const columns: readonly Column<Team>[] = [
    {
      id: 'name',
      head: t('teams.name'),
      phone: 'title',
      cell: (row) => (
        <>
          <RowLink to="/teams/$id" params={{ id: String(row.id) } as never}>
            <Name>{row.name}</Name>
          </RowLink>{' '}
          {!row.active && <Pill icon="stop">{t('state.disabled')}</Pill>}
          {row.description && <div className={mutedClass}>{row.description}</div>}
        </>
      ),
    },
    {
      id: 'members',
      head: t('teams.members'),
      width: 200,
      cell: (row) =>
        row.members.length > 0 ? (
          <AvatarStack size={24} max={5} people={row.members.map((one) => ({ id: one.id, name: one.name, pictureUrl: one.picture }))} />
        ) : (
          <span className={mutedClass}>{t('teams.nobody')}</span>
        ),
    },
    {
      id: 'lead',
      head: t('teams.lead'),
      width: 200,
      cell: (row) =>
        row.members
          .filter((one) => one.isLead)
          .map((one) => one.name)
          .join(', '),
    },
    { id: 'tickets', head: t('companies.openTickets'), width: 130, align: 'end', cell: (row) => row.openTicketCount },
  ];
  return (
    <Page title={t('nav.teams')} intro={t('teams.intro')} actions={create}>
      <ListToolbar list={search} label={t('teams.search')}>
        <ActiveFilter list={search} />
      </ListToolbar>
      {teams.isError && !teams.data ? (
        <ErrorState error={teams.error} onRetry={() => void teams.refetch()} />
      ) : (
        <DataTable
          caption={t('nav.teams')}
          columns={columns}
          rows={rows}
          loading={teams.isPending}
          empty={
            search.filtered ? (
              <NothingFound list={search} />
            ) : (
              <EmptyState title={t('teams.empty')} actions={create}>
                {t('teams.emptyBody')}
              </EmptyState>
            )
          }
        />
      )}
    </Page>
  );
}
