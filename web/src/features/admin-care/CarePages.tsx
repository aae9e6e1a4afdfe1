import { get as getCompany } from '@portico/contracts/companies/routes.ts';
import { get as getContact } from '@portico/contracts/contacts/routes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import { Page } from '../../ui/Page.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import s from './Care.module.css';
import { History } from './History.tsx';
import { MergeCard } from './MergeCard.tsx';
import { MoveCard } from './MoveCard.tsx';
import { PersonalDataCard } from './PersonalDataCard.tsx';

/** What happens to a contact as a whole: another company, a duplicate. */
export function ContactCarePage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('care');
  const contact = useQuery(readTech(getContact, { params: { id } }));
  const back = <BackLink to={`/contacts/${id}`}>{contact.data?.name ?? '…'}</BackLink>;
  return (
    <Page title={t('contactTitle', { name: contact.data?.name ?? '…' })} back={back}>
      {contact.data ? (
        <div className={s['panel']}>
          <MoveCard contact={contact.data} />
          <MergeCard kind="contact" record={contact.data} />
          <PersonalDataCard contact={contact.data} />
          <History kind="contact" id={id} />
        </div>
      ) : contact.isError ? (
        <ErrorState error={contact.error} onRetry={() => void contact.refetch()} />
      ) : (
        <SkeletonText lines={8} label={t('loading')} />
      )}
    </Page>
  );
}

export function CompanyCarePage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('care');
  const company = useQuery(readTech(getCompany, { params: { id } }));
  const back = <BackLink to={`/companies/${id}`}>{company.data?.name ?? '…'}</BackLink>;
  return (
    <Page title={t('companyTitle', { name: company.data?.name ?? '…' })} back={back}>
      {company.data ? (
        <div className={s['panel']}>
          <MergeCard kind="company" record={company.data} />
          <History kind="company" id={id} />
        </div>
      ) : company.isError ? (
        <ErrorState error={company.error} onRetry={() => void company.refetch()} />
      ) : (
        <SkeletonText lines={8} label={t('loading')} />
      )}
    </Page>
  );
}
