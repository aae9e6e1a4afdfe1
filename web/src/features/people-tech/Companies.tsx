import { get, list } from '@portico/contracts/companies/routes.ts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech, readTechList, type TechReply } from '../../lib/for-tech.ts';
import { rowsOf } from '../../lib/query.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Details, Page, Section } from '../../ui/Page.tsx';
import { EmptyState, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Card, CardHeader, Pill, Tag } from '../../ui/Surface.tsx';
import { ContactsList } from './ContactsList.tsx';
import { FindBox, useFind } from './FindBox.tsx';
import s from './People.module.css';

type Row = TechReply<typeof list>['items'][number];

export function CompaniesList(): ReactNode {
  const { t } = useTranslation('tech');
  const find = useFind();
  const query = useInfiniteQuery(
    readTechList(list, { query: { limit: 50, sort: 'name', active: true, ...(find.q ? { q: find.q } : {}) } }),
  );
  const columns: Column<Row>[] = [
    {
      id: 'name',
      head: t('people.name'),
      phone: 'title',
      cell: (row) => (
        <span className={s['name']}>
          <Icon name="company" className={s['mark']} />
          <Link to="/companies/$id" params={{ id: String(row.id) }} className={s['link']}>
            <bdi>{row.name}</bdi>
          </Link>
        </span>
      ),
    },
    { id: 'phone', head: t('people.phone'), cell: (row) => row.phone && <bdi>{row.phone}</bdi> },
    { id: 'contacts', head: t('people.contacts'), align: 'end', cell: (row) => row.contactCount },
    { id: 'open', head: t('people.openTickets'), align: 'end', cell: (row) => row.openTicketCount },
  ];
  return (
    <main id="main" className={s['page']}>
      <Page title={t('people.companies')} actions={<FindBox find={find} label={t('people.findCompany')} />}>
        {query.isError ? (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <DataTable
            caption={t('people.companies')}
            columns={columns}
            rows={rowsOf(query.data?.pages) as Row[]}
            loading={query.isPending}
            empty={
              <EmptyState title={find.q ? t('people.notFound', { q: find.q }) : t('people.noCompanies')}>
                {find.q ? t('people.otherWords') : t('people.noCompaniesBody')}
              </EmptyState>
            }
            more={query.hasNextPage ? { load: () => void query.fetchNextPage(), busy: query.isFetchingNextPage } : undefined}
          />
        )}
      </Page>
    </main>
  );
}

export function CompanyPage({ id, tickets }: { id: number; tickets: ReactNode }): ReactNode {
  const { t } = useTranslation('tech');
  const { data, error, refetch } = useQuery(readTech(get, { params: { id } }));
  if (!data)
    return (
      <main id="main" className={s['page']}>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonText lines={6} label={t('people.loading')} />}
      </main>
    );
  const items = [
    data.phone && { name: t('people.phone'), value: <bdi>{data.phone}</bdi> },
    data.website && {
      name: t('people.website'),
      value: /^https?:\/\//.test(data.website) ? (
        <a className={s['link']} href={data.website} target="_blank" rel="noopener noreferrer">
          {data.website}
        </a>
      ) : (
        <bdi>{data.website}</bdi>
      ),
    },
    data.identifier && { name: t('people.identifier'), value: <bdi>{data.identifier}</bdi> },
    data.timeZone && { name: t('people.timeZone'), value: data.timeZone },
    data.domains.length > 0 && { name: t('people.domains'), value: data.domains.map((domain) => <Tag key={domain}>{domain}</Tag>) },
    { name: t('people.contacts'), value: data.contactCount },
    { name: t('people.openTickets'), value: data.openTicketCount },
  ].filter((item) => item !== null && item !== '' && item !== false);
  return (
    <main id="main" className={s['page']}>
      <Page
        title={data.name}
        heading={<bdi>{data.name}</bdi>}
        back={
          <Link to="/companies" className={s['link']}>
            {t('people.companies')}
          </Link>
        }
        intro={!data.active && <Pill tone="warn">{t('people.disabled')}</Pill>}
      >
        <div className={s['columns']}>
          <div className={s['stack']}>
            {tickets}
            <Section title={t('people.contacts')}>
              <ContactsList companyId={id} />
            </Section>
          </div>
          <div className={s['aside']}>
            <Card>
              <CardHeader title={t('people.details')} />
              <div className={s['cardBody']}>
                <Details items={items} />
              </div>
            </Card>
            {data.notes && (
              <Card>
                <CardHeader title={t('people.notes')} />
                <p className={s['notes']} dir="auto">
                  {data.notes}
                </p>
              </Card>
            )}
          </div>
        </div>
      </Page>
    </main>
  );
}
