import type { Company } from '@portico/contracts/companies/shapes.ts';
import { list } from '@portico/contracts/tickets/routes.ts';
import type { TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sitePath } from '../../lib/boot.ts';
import { readTech } from '../../lib/for-tech.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { Card } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './CompanyPage.module.css';

/** The newest open tickets, to recognise the company by; work happens in the tech portal. */
export function CompanyTickets({ company }: { company: Company }): ReactNode {
  const { t } = useTranslation('admin');
  const tickets = useQuery(readTech(list, { query: { companyId: [company.id], state: 'open', sort: '-updatedAt', limit: 10 } }));
  const columns: readonly Column<TicketItemForTech>[] = [
    {
      id: 'title',
      head: t('tickets.title'),
      phone: 'title',
      cell: (row) => (
        <a href={sitePath(`/tech/tickets/${row.number}`)}>
          <bdi>{row.title}</bdi>
        </a>
      ),
    },
    { id: 'number', head: t('tickets.number'), width: 90, cell: (row) => `#${row.number}` },
    { id: 'status', head: t('tickets.status'), width: 200, cell: (row) => <StatusBadge kind={row.status.kind} name={row.status.name} /> },
    { id: 'updated', head: t('tickets.updated'), width: 150, cell: (row) => <TimeAgo at={row.updatedAt} /> },
  ];
  if (tickets.isError) return <ErrorState error={tickets.error} onRetry={() => void tickets.refetch()} />;
  return (
    <>
      {company.openTicketCount > 0 && (
        <div className={s['bar']}>
          <span>{t('companies.ticketsHint')}</span>
          <ButtonLink icon="external" href={sitePath(`/tech/tickets?view=all&company=${company.id}`)}>
            {t('companies.openInTech')}
          </ButtonLink>
        </div>
      )}
      <DataTable
        caption={t('companies.openTickets')}
        columns={columns}
        rows={tickets.data?.items ?? []}
        loading={tickets.isPending}
        total={company.openTicketCount}
        empty={
          <Card>
            <EmptyState title={t('companies.noTickets')} />
          </Card>
        }
      />
    </>
  );
}
