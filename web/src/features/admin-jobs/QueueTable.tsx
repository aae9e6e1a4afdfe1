import { JOB_STATES, type listJobs } from '@portico/contracts/system/routes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TechReply } from '../../lib/for-tech.ts';
import { TextButton } from '../../ui/Button.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import s from './Jobs.module.css';

type Stats = TechReply<typeof listJobs>['queues'][number];

/** What a phone has room for: work that waits, runs or failed. */
const ON_PHONE: ReadonlySet<string> = new Set(['waiting', 'active', 'dead']);

/** How many jobs stand where; a number opens those jobs. */
export function QueueTable({
  queues,
  loading,
  onOpen,
}: {
  queues: readonly Stats[];
  loading: boolean;
  onOpen: (queue: string, state: string) => void;
}): ReactNode {
  const { t } = useTranslation('admin');
  const columns: readonly Column<Stats & { id: string }>[] = [
    { id: 'name', head: t('jobs.queue'), phone: 'title', cell: (row) => <code className={s['name']}>{row.name}</code> },
    ...JOB_STATES.map((state) => ({
      id: state,
      head: t(`jobs.states.${state}`),
      align: 'end' as const,
      ...(ON_PHONE.has(state) ? {} : { phone: 'hide' as const }),
      width: 110,
      cell: (row: Stats) =>
        row[state] === 0 ? (
          <span className={s['zero']}>0</span>
        ) : (
          <TextButton
            className={state === 'dead' ? (s['dead'] ?? '') : ''}
            onClick={() => onOpen(row.name, state)}
            aria-label={t('jobs.open', { count: row[state], state: t(`jobs.states.${state}`), queue: row.name })}
          >
            {row[state]}
          </TextButton>
        ),
    })),
  ];
  return (
    <DataTable
      caption={t('jobs.queues')}
      columns={columns}
      rows={queues.map((queue) => ({ ...queue, id: queue.name }))}
      loading={loading}
    />
  );
}
