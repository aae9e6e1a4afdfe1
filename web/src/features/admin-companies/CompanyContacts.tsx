import type { Company } from '@portico/contracts/companies/shapes.ts';
import { list } from '@portico/contracts/contacts/routes.ts';
import type { ContactItem } from '@portico/contracts/contacts/shapes.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTechList } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { RouterButton, RowLink } from '../../ui/records/links.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Card, Name, Pill } from '../../ui/Surface.tsx';
import s from './CompanyPage.module.css';

export function CompanyContacts({ company }: { company: Company }): ReactNode {
  const { t } = useTranslation('admin');
  const contacts = useInfiniteQuery(readTechList(list, { query: { companyId: company.id, limit: 50, count: true } }));
  const rows = rowsOf(contacts.data?.pages);
  const add = (
    <RouterButton icon="plus" to="/contacts/new" search={{ companyId: String(company.id) } as never}>
      {t('contacts.new')}
    </RouterButton>
  );
  if (contacts.isError && rows.length === 0) return <ErrorState error={contacts.error} onRetry={() => void contacts.refetch()} />;
  const columns: readonly Column<ContactItem>[] = [
    {
      id: 'name',
      head: t('contacts.name'),
      phone: 'title',
      cell: (row) => (
        <>
          <RowLink to="/contacts/$id" params={{ id: String(row.id) } as never}>
            <Avatar size={24} person={{ id: row.id, name: row.name, pictureUrl: row.picture }} />
            <Name>{row.name}</Name>
          </RowLink>{' '}
          {row.isManager && <Pill tone="info">{t('contacts.manager')}</Pill>}{' '}
          {!row.active && <Pill icon="stop">{t('state.disabled')}</Pill>}
        </>
      ),
    },
    { id: 'email', head: t('field.email'), cell: (row) => row.email ?? t('contacts.noEmail') },
    { id: 'title', head: t('field.title'), phone: 'hide', cell: (row) => row.title ?? '' },
  ];
  return (
    <>
      {rows.length > 0 && (
        <div className={s['bar']}>
          <span>{t('companies.contactsHint')}</span>
          {add}
        </div>
      )}
      <DataTable
        caption={t('companies.contacts')}
        columns={columns}
        rows={rows}
        loading={contacts.isPending}
        total={contacts.data?.pages[0]?.total}
        more={contacts.hasNextPage ? { load: () => void contacts.fetchNextPage(), busy: contacts.isFetchingNextPage } : undefined}
        empty={
          <Card>
            <EmptyState title={t('companies.noContacts')} actions={add}>
              {t('companies.noContactsBody')}
            </EmptyState>
          </Card>
        }
      />
    </>
  );
}
