import { get, update } from '@portico/contracts/companies/routes.ts';
import type { Company } from '@portico/contracts/companies/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { confirmingLockout } from '../../ui/records/lockout.ts';
import { Standing } from '../../ui/records/Standing.tsx';

export function CompanyStanding({ company }: { company: Company }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const input = { params: { id: company.id } };
  const { name } = company;
  return (
    <Standing
      active={company.active}
      version={company.version}
      words={{
        disable: t('companies.disable'),
        enable: t('companies.enable'),
        keep: t('companies.keep'),
        title: t('companies.disableTitle', { name }),
        body: t('companies.disableBody', { count: company.contactCount }),
        disabled: t('companies.disabled', { name }),
        enabled: t('companies.enabled', { name }),
      }}
      put={async (active, version) => {
        const stored = await confirmingLockout((confirmed) =>
          callTech(update, { ...input, body: { active, ...confirmed } }, { ifMatch: version }),
        );
        queries.setQueryData(keyOf(get, input), stored);
        void queries.invalidateQueries({ queryKey: ['companies.list'] });
        void queries.invalidateQueries({ queryKey: ['contacts.list'] });
        return stored.version;
      }}
      onRefused={() => void queries.invalidateQueries({ queryKey: keyOf(get, input) })}
    />
  );
}
