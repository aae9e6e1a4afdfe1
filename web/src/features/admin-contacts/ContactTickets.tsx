import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import { list } from '@portico/contracts/tickets/routes.ts';
import type { TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sitePath } from '../../lib/boot.ts';
import { readTech } from '../../lib/for-tech.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { Card, mutedClass } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';

/** The newest open tickets of this person; work happens in the tech portal. */
export function ContactTickets({ contact }: { contact: Contact }): ReactNode {
  const { t } = useTranslation(['people', 'admin']);
  const tickets = useQuery(readTech(list, { query: { contactId: [contact.id], state: 'open', sort: '-updatedAt', limit: 10 } }));
  const columns: readonly Column<TicketItemForTech>[] = [
    {
      id: 'title',
      head: t('admin:tickets.title'),
      phone: 'title',
      cell: (row) => (
        <a href={sitePath(`/tech/tickets/${row.number}`)}>
          <bdi>{row.title}</bdi>
        </a>
      ),
    },
    { id: 'number', head: t('admin:tickets.number'), width: 90, cell: (row) => `#${row.number}` },
    {
      id: 'status',
      head: t('admin:tickets.status'),
      width: 200,
      cell: (row) => <StatusBadge kind={row.status.kind} name={row.status.name} />,
    },
    { id: 'updated', head: t('admin:tickets.updated'), width: 150, cell: (row) => <TimeAgo at={row.updatedAt} /> },
  ];
  if (tickets.isError) return <ErrorState error={tickets.error} onRetry={() => void tickets.refetch()} />;
  return (
    <>
      <p className={mutedClass}>{t('ticketsOf.open')}</p>
      <DataTable
        caption={t('tabs.tickets')}
        columns={columns}
        rows={tickets.data?.items ?? []}
        loading={tickets.isPending}
        total={contact.openTicketCount}
        empty={
          <Card>
            <EmptyState title={t('ticketsOf.none')} />
          </Card>
        }
      />
    </>
  );
}
