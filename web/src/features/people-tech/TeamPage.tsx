import { list as listTeams } from '@portico/contracts/teams/routes.ts';
import { list } from '@portico/contracts/techs/routes.ts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech, readTechList, type TechReply } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page, Section } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { Card, Pill, Tag } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './People.module.css';

type Row = TechReply<typeof list>['items'][number];

/** Colleagues and teams, to be read: who is there, who has how much open. */
export function TeamPage(): ReactNode {
  const { t } = useTranslation('tech');
  const query = useInfiniteQuery(readTechList(list, { query: { limit: 100, sort: 'name', active: true } }));
  const teams = useQuery(readTech(listTeams, {}));
  const columns: Column<Row>[] = [
    {
      id: 'name',
      head: t('people.name'),
      phone: 'title',
      cell: (row) => (
        <span className={s['name']}>
          <Avatar person={{ id: row.id, name: row.name, pictureUrl: row.picture }} size={24} />
          <bdi className={s['strong']}>{row.name}</bdi>
          {row.title && <span className={s['muted']}>{row.title}</span>}
        </span>
      ),
    },
    { id: 'role', head: t('people.role'), cell: (row) => t(`role.${row.role}`) },
    {
      id: 'teams',
      head: t('people.teams'),
      cell: (row) => (
        <span className={s['tags']}>
          {row.teams.map((team) => (
            <Tag key={team.id}>{team.name}</Tag>
          ))}
        </span>
      ),
    },
    { id: 'open', head: t('people.openTickets'), align: 'end', cell: (row) => row.openTicketCount },
    {
      id: 'seen',
      head: t('people.lastSeen'),
      align: 'end',
      phone: 'hide',
      cell: (row) => (row.lastSeenAt ? <TimeAgo at={row.lastSeenAt} /> : t('people.never')),
    },
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and holds nothing else that takes the focus
    <main id="main" tabIndex={0} className={s['page']}>
      <Page title={t('people.team')}>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <DataTable
            caption={t('people.techs')}
            columns={columns}
            rows={rowsOf(query.data?.pages) as Row[]}
            loading={query.isPending}
            empty={<EmptyState title={t('people.noTechs')} />}
            more={query.hasNextPage ? { load: () => void query.fetchNextPage(), busy: query.isFetchingNextPage } : undefined}
          />
        )}
        <Section title={t('people.teams')}>
          {teams.isPending ? (
            <SkeletonRows rows={3} label={t('people.loading')} />
          ) : (
            <div className={s['teams']}>
              {(teams.data?.items ?? [])
                .filter((team) => team.active)
                .map((team) => (
                  <Card key={team.id} className={s['team']}>
                    <h3>
                      <bdi>{team.name}</bdi>
                      <span className={s['muted']}>{t('people.openCount', { count: team.openTicketCount })}</span>
                    </h3>
                    {team.description && <p className={s['muted']}>{team.description}</p>}
                    <ul>
                      {team.members.map((member) => (
                        <li key={member.id} className={s['name']}>
                          <Avatar person={{ id: member.id, name: member.name, pictureUrl: member.picture }} size={20} />
                          <bdi>{member.name}</bdi>
                          {member.isLead && <Pill>{t('people.lead')}</Pill>}
                        </li>
                      ))}
                    </ul>
                  </Card>
                ))}
            </div>
          )}
        </Section>
      </Page>
    </main>
  );
}
