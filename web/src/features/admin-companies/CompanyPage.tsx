import { get } from '@portico/contracts/companies/routes.ts';
import type { Company } from '@portico/contracts/companies/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Page } from '../../ui/Page.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import { TabPanel, Tabs } from '../../ui/Tabs.tsx';
import { CompanyContacts } from './CompanyContacts.tsx';
import { CompanyDetails } from './CompanyDetails.tsx';
import s from './CompanyPage.module.css';
import { CompanyStanding } from './CompanyStanding.tsx';
import { CompanyTickets } from './CompanyTickets.tsx';

export function CompanyPage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('admin');
  const company = useQuery(readTech(get, { params: { id } }));
  const back = <BackLink to="/companies">{t('nav.companies')}</BackLink>;
  if (company.data) return <Loaded company={company.data} back={back} />;
  return (
    <Page title={t('nav.companies')} back={back}>
      {company.isError ? (
        <ErrorState error={company.error} onRetry={() => void company.refetch()} />
      ) : (
        <SkeletonText lines={8} label={t('loading')} />
      )}
    </Page>
  );
}

function Loaded({ company, back }: { company: Company; back: ReactNode }): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const tab = (useSearch({ strict: false }) as { tab?: string }).tab ?? 'details';
  return (
    <Page
      title={company.name}
      heading={
        <span className={s['heading']}>
          <Name>{company.name}</Name>
          {!company.active && <Pill icon="stop">{t('state.disabled')}</Pill>}
        </span>
      }
      back={back}
      before={
        <span className={s['mark']}>
          <Icon name="company" size={24} />
        </span>
      }
      intro={t('companies.summary', { contacts: company.contactCount, tickets: company.openTicketCount })}
      actions={<CompanyStanding company={company} />}
    >
      <Tabs
        id="company"
        label={company.name}
        value={tab}
        onChange={(value) => void navigate({ to: '.', replace: true, search: (value === 'details' ? {} : { tab: value }) as never })}
        tabs={[
          { value: 'details', label: t('companies.details') },
          { value: 'contacts', label: t('companies.contacts'), count: company.contactCount },
          { value: 'tickets', label: t('companies.openTickets'), count: company.openTicketCount },
        ]}
      />
      <TabPanel id="company" value={tab}>
        {tab === 'contacts' ? (
          <CompanyContacts company={company} />
        ) : tab === 'tickets' ? (
          <CompanyTickets company={company} />
        ) : (
          <CompanyDetails company={company} />
        )}
      </TabPanel>
    </Page>
  );
}
