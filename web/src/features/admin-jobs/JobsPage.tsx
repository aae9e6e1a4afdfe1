import { JOB_STATES, listJobs } from '@portico/contracts/system/routes.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTechList, type TechReply } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page, Section } from '../../ui/Page.tsx';
import { filterClass, NothingFound } from '../../ui/records/ListToolbar.tsx';
import { useListSearch } from '../../ui/records/use-list-search.ts';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Card, mutedClass, Pill, type Tone } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { JobActions } from './JobActions.tsx';
import s from './Jobs.module.css';
import { QueueTable } from './QueueTable.tsx';

export type Job = TechReply<typeof listJobs>['items'][number];
const TONES: Readonly<Record<Job['state'], Tone>> = {
  waiting: 'idle',
  scheduled: 'idle',
  retrying: 'warn',
  active: 'info',
  completed: 'good',
  dead: 'bad',
};
const ICONS = {
  waiting: 'clock',
  scheduled: 'calendar',
  retrying: 'refresh',
  active: 'half',
  completed: 'check-circle',
  dead: 'warning',
} as const;

export function JobsPage(): ReactNode {
  const { t } = useTranslation('admin');
  const search = useListSearch(['state', 'name'], { field: 'createdAt', descending: true });
  const state = JOB_STATES.find((one) => one === search.get('state'));
  const name = search.get('name');
  const jobs = useInfiniteQuery({
    ...readTechList(listJobs, { query: { limit: 25, ...(state ? { state } : {}), ...(name ? { name } : {}) } }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
  const queues = (jobs.data?.pages[0]?.queues ?? []).toSorted((a, b) => a.name.localeCompare(b.name));
  const rows = rowsOf(jobs.data?.pages);
  const columns: readonly Column<Job>[] = [
    {
      id: 'name',
      head: t('jobs.job'),
      phone: 'title',
      cell: (row) => (
        <>
          <code className={s['name']}>{row.name}</code>
          {row.error && <div className={s['error']}>{row.error}</div>}
        </>
      ),
    },
    {
      id: 'state',
      head: t('jobs.state'),
      width: 140,
      cell: (row) => (
        <Pill tone={TONES[row.state]} icon={ICONS[row.state]}>
          {t(`jobs.states.${row.state}`)}
        </Pill>
      ),
    },
    {
      id: 'attempt',
      head: t('jobs.attempt'),
      width: 110,
      cell: (row) => t('jobs.attemptOf', { attempt: row.attempt, attempts: row.attempts }),
    },
    {
      id: 'when',
      head: t('jobs.when'),
      width: 150,
      cell: (row) => <TimeAgo at={row.completedAt ?? row.startedAt ?? row.createdAt} />,
    },
    { id: 'act', head: t('jobs.act'), width: 200, align: 'end', cell: (row) => <JobActions job={row} /> },
  ];
  if (jobs.isError && !jobs.data)
    return (
      <Page title={t('nav.jobs')}>
        <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />
      </Page>
    );
  return (
    <Page title={t('nav.jobs')} intro={t('jobs.intro')}>
      <Section title={t('jobs.queues')}>
        <QueueTable queues={queues} loading={jobs.isPending} onOpen={(queue, one) => search.setMany({ name: queue, state: one })} />
      </Section>
      <Section
        title={t('jobs.newest')}
        action={
          <div className={s['filters']}>
            <Select
              label={t('jobs.queue')}
              hideLabel
              className={filterClass ?? ''}
              value={name ?? 'any'}
              onChange={(value) => search.set('name', value === 'any' ? undefined : value)}
              options={[{ value: 'any', label: t('jobs.anyQueue') }, ...queues.map((queue) => ({ value: queue.name, label: queue.name }))]}
            />
            <Select
              label={t('jobs.state')}
              hideLabel
              className={filterClass ?? ''}
              value={state ?? 'any'}
              onChange={(value) => search.set('state', value === 'any' ? undefined : value)}
              options={[
                { value: 'any', label: t('jobs.anyState') },
                ...JOB_STATES.map((one) => ({ value: one as string, label: t(`jobs.states.${one}`) })),
              ]}
            />
          </div>
        }
      >
        <DataTable
          caption={t('jobs.newest')}
          columns={columns}
          rows={rows}
          loading={jobs.isPending}
          more={jobs.hasNextPage ? { load: () => void jobs.fetchNextPage(), busy: jobs.isFetchingNextPage } : undefined}
          empty={<Card>{search.filtered ? <NothingFound list={search} /> : <EmptyState title={t('jobs.empty')} />}</Card>}
        />
        <p className={mutedClass}>{t('jobs.refreshes')}</p>
      </Section>
    </Page>
  );
}
