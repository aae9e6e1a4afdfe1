import type { Company } from '@portico/contracts/companies/shapes.ts';
import { list } from '@portico/contracts/scim/routes.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import { loadArea } from '../../lib/i18n.ts';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { RouterButton, RowLink } from '../../ui/records/links.tsx';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { mutedClass, Name, Pill } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './CompanyDirectories.module.css';

/** Who sends accounts for this company; for master administrators, whose connections they are. */
export function CompanyDirectories({ company }: { company: Company }): ReactNode {
  const [ready, setReady] = useState(false);
  useEffect(() => void loadArea('directories').then(() => setReady(true)), []);
  return ready ? <Directories company={company} /> : null;
}

function Directories({ company }: { company: Company }): ReactNode {
  const { t } = useTranslation('directories');
  const found = useQuery(readTech(list, { query: { companyId: company.id, limit: 25 } }));
  return (
    <FormCard title={t('ofThisCompany')} hint={t('ofThisCompanyHint')}>
      {found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : !found.data ? (
        <SkeletonText lines={2} label={t('loading')} />
      ) : found.data.items.length === 0 ? (
        <p className={mutedClass}>{t('none')}</p>
      ) : (
        <ul className={s['list']}>
          {found.data.items.map((one) => (
            <li key={one.id}>
              <RowLink to="/directories/$id" params={{ id: String(one.id) } as never}>
                <Name>{one.name}</Name>
              </RowLink>{' '}
              {!one.enabled && <Pill icon="stop">{t('off')}</Pill>}
              <span className={mutedClass}>
                {t('lastUsed')}: {one.lastUsedAt ? <TimeAgo at={one.lastUsedAt} /> : t('never')}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div>
        <RouterButton icon="plus" to="/directories/new" search={{ companyId: String(company.id) } as never}>
          {t('new')}
        </RouterButton>
      </div>
    </FormCard>
  );
}
