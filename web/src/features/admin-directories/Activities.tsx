import { activities } from '@portico/contracts/scim/routes.ts';
import type { ScimActivity } from '@portico/contracts/scim/shapes.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { RowLink } from '../../ui/records/links.tsx';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Card, Name } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './Directories.module.css';

const SHOWN = ['all', 'refused'] as const;

/** What the connection did and what was refused to it, newest first. */
export function Activities({ id }: { id: number }): ReactNode {
  const { t } = useTranslation('directories');
  const [shown, setShown] = useState<(typeof SHOWN)[number]>('all');
  const query = { limit: 10, count: true, ...(shown === 'refused' ? { refused: true } : {}) };
  const found = useInfiniteQuery({ ...readTechList(activities, { params: { id }, query }), placeholderData: keepPreviousData });
  const rows = rowsOf(found.data?.pages);
  const columns = useColumns();
  return (
    <section className={s['activities']} aria-label={t('activity.title')}>
      <div className={s['head']}>
        <h2>{t('activity.title')}</h2>
        <Select
          label={t('activity.show')}
          hideLabel
          value={shown}
          options={SHOWN.map((value) => ({ value, label: t(`activity.${value}`) }))}
          onChange={setShown}
        />
      </div>
      {found.isError && rows.length === 0 ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <DataTable
          caption={t('activity.title')}
          columns={columns}
          rows={rows}
          loading={found.isPending}
          total={found.data?.pages[0]?.total}
          more={found.hasNextPage ? { load: () => void found.fetchNextPage(), busy: found.isFetchingNextPage } : undefined}
          empty={
            <Card>
              <EmptyState title={t('activity.empty')}>{t('activity.emptyBody')}</EmptyState>
            </Card>
          }
        />
      )}
    </section>
  );
}

function useColumns(): readonly Column<ScimActivity>[] {
  const { t } = useTranslation('directories');
  return [
    {
      id: 'what',
      head: t('activity.what'),
      phone: 'title',
      cell: (row) => (
        <>
          <span className={row.code === null ? undefined : s['bad']}>{t(`action.${row.action}`)}</span>
          {row.detail !== null && (
            <bdi className={s['detail']} lang="en">
              {row.detail}
            </bdi>
          )}
        </>
      ),
    },
    {
      id: 'whom',
      head: t('activity.whom'),
      cell: ({ account, subject }) =>
        account ? (
          <RowLink to={account.kind === 'tech' ? '/techs/$id' : '/contacts/$id'} params={{ id: String(account.id) } as never}>
            <Name>{account.name}</Name>
          </RowLink>
        ) : (
          <bdi>{subject}</bdi>
        ),
    },
    { id: 'at', head: t('activity.at'), width: 170, cell: (row) => <TimeAgo at={row.at} form="stamp" /> },
  ];
}
