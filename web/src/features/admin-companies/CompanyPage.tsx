import { get } from '@portico/contracts/companies/routes.ts';
import type { Company } from '@portico/contracts/companies/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Page } from '../../ui/Page.tsx';
import { BackLink, RouterButton } from '../../ui/records/links.tsx';
import { MailRecords } from '../../ui/records/MailRecords.tsx';
import { MergedNote } from '../../ui/records/MergedNote.tsx';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Name, Pill } from '../../ui/Surface.tsx';
import { TabPanel, Tabs } from '../../ui/Tabs.tsx';
import { CompanyContacts } from './CompanyContacts.tsx';
import { CompanyDetails } from './CompanyDetails.tsx';
import { CompanyDirectories } from './CompanyDirectories.tsx';
import { CompanyGroups } from './CompanyGroups.tsx';
import s from './CompanyPage.module.css';
import { CompanySignIn } from './CompanySignIn.tsx';
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
  const { t } = useTranslation(['admin', 'people']);
  const words = useTranslation('entry').t;
  const isMaster = useIsMasterAdmin();
  const navigate = useNavigate();
  const tab = (useSearch({ strict: false }) as { tab?: string }).tab ?? 'details';
  return (
    <Page
      title={company.name}
      heading={
        <span className={s['heading']}>
          <Name>{company.name}</Name>
          {!company.active ? (
            <Pill icon="stop">{t('state.disabled')}</Pill>
          ) : (
            !company.opensPortal && <Pill icon="lock">{words('company.shut')}</Pill>
          )}
        </span>
      }
      back={back}
      before={
        <span className={s['mark']}>
          <Icon name="company" size={24} />
        </span>
      }
      intro={t('companies.summary', { contacts: company.contactCount, tickets: company.openTicketCount })}
      actions={
        <>
          <RouterButton icon="shield" to="/companies/$id/access" params={{ id: String(company.id) } as never}>
            {t('rights.open')}
          </RouterButton>
          <RouterButton icon="list" to="/sign-in-log" search={{ companyId: String(company.id) } as never}>
            {t('nav.signInLog')}
          </RouterButton>
          <RouterButton icon="company" to="/companies/$id/care" params={{ id: String(company.id) } as never}>
            {t('people:careCompany')}
          </RouterButton>
          <CompanyStanding company={company} />
        </>
      }
    >
      <MergedNote kind="company" record={company} />
      <Tabs
        id="company"
        label={company.name}
        value={tab}
        onChange={(value) => void navigate({ to: '.', replace: true, search: (value === 'details' ? {} : { tab: value }) as never })}
        tabs={[
          { value: 'details', label: t('people:tabs.profile') },
          { value: 'domains', label: t('people:tabs.domains') },
          { value: 'contacts', label: t('companies.contacts'), count: company.contactCount },
          { value: 'groups', label: t('companies.groups') },
          { value: 'tickets', label: t('companies.openTickets'), count: company.openTicketCount },
          { value: 'sign-in', label: t('signInRules.tab') },
          { value: 'mails', label: t('people:tabs.mails') },
        ]}
      />
      <TabPanel id="company" value={tab}>
        {tab === 'contacts' ? (
          <CompanyContacts company={company} />
        ) : tab === 'groups' ? (
          <CompanyGroups company={company} />
        ) : tab === 'tickets' ? (
          <CompanyTickets company={company} />
        ) : tab === 'sign-in' ? (
          <div className={s['parts']}>
            <CompanySignIn company={company} />
            {isMaster && <CompanyDirectories company={company} />}
          </div>
        ) : tab === 'mails' ? (
          <MailRecords of={{ companyId: company.id }} />
        ) : (
          <CompanyDetails key={tab} company={company} part={tab === 'domains' ? 'sign-in' : 'profile'} />
        )}
      </TabPanel>
    </Page>
  );
}
