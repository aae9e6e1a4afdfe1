import type { Company } from '@portico/contracts/companies/shapes.ts';
import { getCompanyPolicy, list, setCompanyPolicy } from '@portico/contracts/contact-groups/routes.ts';
import { type ContactGroupForTech, GROUP_POLICIES } from '@portico/contracts/contact-groups/shapes.ts';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech, readTechList } from '../../lib/for-tech.ts';
import { keyOf, rowsOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { RouterButton, RowLink } from '../../ui/records/links.tsx';
import { Select } from '../../ui/Select.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Card, Name, Pill } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './CompanyPage.module.css';

const INHERIT = 'inherit';

/** The company's groups, and whether its requests must name one. */
export function CompanyGroups({ company }: { company: Company }): ReactNode {
  const { t } = useTranslation('admin');
  const groups = useInfiniteQuery(readTechList(list, { query: { companyId: company.id, limit: 50, count: true } }));
  const rows = rowsOf(groups.data?.pages);
  const add = (
    <RouterButton icon="plus" to="/contact-groups/new" search={{ companyId: String(company.id) } as never}>
      {t('groups.new')}
    </RouterButton>
  );
  if (groups.isError && rows.length === 0) return <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />;
  const columns: readonly Column<ContactGroupForTech>[] = [
    {
      id: 'name',
      head: t('groups.name'),
      phone: 'title',
      cell: (row) => (
        <>
          <RowLink to="/contact-groups/$id" params={{ id: String(row.id) } as never}>
            <Name>{row.name}</Name>
          </RowLink>{' '}
          {!row.active && <Pill icon="stop">{t('groups.resting')}</Pill>}
        </>
      ),
    },
    { id: 'members', head: t('groups.members'), width: 130, align: 'end', cell: (row) => row.memberCount },
    { id: 'tickets', head: t('companies.openTickets'), width: 150, align: 'end', cell: (row) => row.openTicketCount },
  ];
  return (
    <>
      {rows.length > 0 && (
        <div className={s['bar']}>
          <span>{t('groups.intro')}</span>
          {add}
        </div>
      )}
      <DataTable
        caption={t('companies.groups')}
        columns={columns}
        rows={rows}
        loading={groups.isPending}
        total={groups.data?.pages[0]?.total}
        more={groups.hasNextPage ? { load: () => void groups.fetchNextPage(), busy: groups.isFetchingNextPage } : undefined}
        empty={
          <Card>
            <EmptyState title={t('groups.companyEmpty')} actions={add}>
              {t('groups.emptyBody')}
            </EmptyState>
          </Card>
        }
      />
      <div className={s['below']}>
        <CompanyPolicy company={company} />
      </div>
    </>
  );
}

/** Saved at once; inherited values say which one holds. */
function CompanyPolicy({ company }: { company: Company }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const input = { params: { id: company.id } };
  const policy = useQuery(readTech(getCompanyPolicy, input));
  if (!policy.data) return null;
  const { own, effective } = policy.data;
  const save = async (next: string) => {
    try {
      const value = GROUP_POLICIES.find((one) => one === next) ?? null;
      queries.setQueryData(keyOf(getCompanyPolicy, input), await callTech(setCompanyPolicy, { ...input, body: { policy: value } }));
      toast({ icon: 'check-circle', text: t('groups.policy.saved') });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
  };
  const inherited = own === null ? t('groups.policy.inheritNow', { now: t(`groups.policy.${effective}`) }) : t('groups.policy.inherit');
  return (
    <FormCard title={t('groups.policy.title')}>
      <Select
        label={t('groups.policy.label')}
        name="policy"
        value={own ?? INHERIT}
        options={[{ value: INHERIT, label: inherited }, ...GROUP_POLICIES.map((value) => ({ value, label: t(`groups.policy.${value}`) }))]}
        onChange={(next) => void save(next)}
      />
    </FormCard>
  );
}
