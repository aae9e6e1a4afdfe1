import { list, type MailItem } from '@portico/contracts/email/routes.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { type Column, DataTable } from '../DataTable.tsx';
import { EmptyState, ErrorState } from '../States.tsx';
import { Card } from '../Surface.tsx';
import { TimeAgo } from '../TimeAgo.tsx';
import { RowLink } from './links.tsx';

/** Mail that went to a person or to the people of a company, newest first. */
export function MailRecords({ of }: { of: { readonly accountId: number } | { readonly companyId: number } }): ReactNode {
  const { t } = useTranslation(['people', 'admin']);
  const mails = useInfiniteQuery(readTechList(list, { query: { ...of, limit: 25, count: true } }));
  const rows = rowsOf(mails.data?.pages);
  if (mails.isError && rows.length === 0) return <ErrorState error={mails.error} onRetry={() => void mails.refetch()} />;
  const columns: readonly Column<MailItem>[] = [
    {
      id: 'subject',
      head: t('mails.subject'),
      phone: 'title',
      cell: (row) => (
        <RowLink to="/mail/$id" params={{ id: String(row.id) } as never}>
          <bdi>{row.subject}</bdi>
        </RowLink>
      ),
    },
    { id: 'to', head: t('mails.to'), cell: (row) => <bdi>{row.toAddress}</bdi> },
    { id: 'state', head: t('mails.state'), width: 130, cell: (row) => t(`admin:mail.states.${row.state}`) },
    { id: 'at', head: t('mails.at'), width: 150, cell: (row) => <TimeAgo at={row.sentAt ?? row.createdAt} form="stamp" /> },
  ];
  return (
    <DataTable
      caption={t('mails.title')}
      columns={columns}
      rows={rows}
      loading={mails.isPending}
      total={mails.data?.pages[0]?.total}
      more={mails.hasNextPage ? { load: () => void mails.fetchNextPage(), busy: mails.isFetchingNextPage } : undefined}
      empty={
        <Card>
          <EmptyState title={t('mails.none')}>{t('mails.noneBody')}</EmptyState>
        </Card>
      }
    />
  );
}
