import { list } from '@portico/contracts/identity-providers/routes.ts';
import type { IdentityProvider } from '@portico/contracts/identity-providers/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { RouterButton, RowLink } from '../../ui/records/links.tsx';
import { EmptyState, ErrorState } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';

export function ProviderList(): ReactNode {
  const { t } = useTranslation('admin');
  const providers = useQuery(readTech(list, {}));
  const create = (
    <RouterButton kind="primary" icon="plus" to="/identity-providers/new">
      {t('providers.new')}
    </RouterButton>
  );
  const columns: readonly Column<IdentityProvider>[] = [
    {
      id: 'name',
      head: t('providers.name'),
      phone: 'title',
      cell: (row) => (
        <>
          <RowLink to="/identity-providers/$id" params={{ id: String(row.id) } as never}>
            <Name>{row.name}</Name>
          </RowLink>{' '}
          {!row.enabled && <Pill icon="stop">{t('providers.off')}</Pill>}
        </>
      ),
    },
    { id: 'kind', head: t('providers.kind'), width: 200, cell: (row) => t(`providers.kinds.${row.kind}`) },
    {
      id: 'scope',
      head: t('providers.scope'),
      width: 260,
      cell: (row) => (row.company ? <Name>{row.company.name}</Name> : t(`providers.scopes.${row.scope}`)),
    },
  ];
  return (
    <Page title={t('nav.identityProviders')} intro={t('providers.intro')} actions={create}>
      {providers.isError && !providers.data ? (
        <ErrorState error={providers.error} onRetry={() => void providers.refetch()} />
      ) : (
        <DataTable
          caption={t('nav.identityProviders')}
          columns={columns}
          rows={providers.data?.items ?? []}
          loading={providers.isPending}
          empty={
            <EmptyState title={t('providers.empty')} actions={create}>
              {t('providers.emptyBody')}
            </EmptyState>
          }
        />
      )}
    </Page>
  );
}
