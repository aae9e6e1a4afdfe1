import { get as getCompany } from '@portico/contracts/companies/routes.ts';
import { get as getGroup } from '@portico/contracts/contact-groups/routes.ts';
import { get as getContact } from '@portico/contracts/contacts/routes.ts';
import { techAccess } from '@portico/contracts/rights/routes.ts';
import { get as getTech } from '@portico/contracts/techs/routes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../lib/for-tech.ts';
import { Page } from '../../ui/Page.tsx';
import { capabilityWord } from '../../ui/records/capability-word.ts';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Pill } from '../../ui/Surface.tsx';
import { CarriedTags } from './CarriedTags.tsx';
import s from './Rights.module.css';
import { RightsPanel } from './RightsPanel.tsx';
import { useRights } from './use-rights.ts';
import { WhyTicket } from './WhyTicket.tsx';

/** What one contact may do, where that comes from, and why a ticket is or is not theirs to see. */
export function ContactAccessPage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('admin');
  const contact = useQuery(readTech(getContact, { params: { id } }));
  const rights = useRights('contact', id);
  const name = contact.data?.name ?? '';
  return (
    <Page
      title={t('rights.accessOf', { name })}
      intro={t('rights.contactIntro')}
      back={<BackLink to={`/contacts/${id}`}>{name || t('nav.contacts')}</BackLink>}
    >
      <WhyTicket accountId={id} name={name} />
      <CarriedTags contactId={id} />
      <Panel rights={rights} level="contact" />
    </Page>
  );
}

export function CompanyAccessPage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('admin');
  const company = useQuery(readTech(getCompany, { params: { id } }));
  const rights = useRights('company', id);
  const name = company.data?.name ?? '';
  return (
    <Page
      title={t('rights.accessOf', { name })}
      intro={t('rights.companyIntro')}
      back={<BackLink to={`/companies/${id}`}>{name || t('nav.companies')}</BackLink>}
    >
      <Panel rights={rights} level="company" />
    </Page>
  );
}

/** What members of a group inherit. Managers of the group decide who is in it, which is said here before anything is given away. */
export function GroupAccessPage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('admin');
  const group = useQuery(readTech(getGroup, { params: { id } }));
  const rights = useRights('group', id);
  const name = group.data?.name ?? '';
  return (
    <Page
      title={t('rights.accessOf', { name })}
      intro={t('rights.groupIntro')}
      back={<BackLink to={`/contact-groups/${id}`}>{name || t('nav.contactGroups')}</BackLink>}
    >
      <Banner tone="info">{t('rights.groupManagers')}</Banner>
      <Panel rights={rights} level="group" />
    </Page>
  );
}

function Panel({ rights, level }: { rights: ReturnType<typeof useRights>; level: 'company' | 'group' | 'contact' }): ReactNode {
  const { t } = useTranslation('admin');
  const { query, save } = rights;
  if (query.data) return <RightsPanel view={query.data} level={level} save={save} />;
  return query.isError ? (
    <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  ) : (
    <SkeletonText lines={10} label={t('loading')} />
  );
}

/** What a tech may do by role, what he sees and who decided it, and why. */
export function TechAccessPage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('admin');
  const tech = useQuery(readTech(getTech, { params: { id } }));
  const access = useQuery(readTech(techAccess, { params: { id } }));
  const name = tech.data?.name ?? '';
  return (
    <Page
      title={t('rights.accessOf', { name })}
      intro={t('rights.techIntro')}
      back={<BackLink to={`/techs/${id}`}>{name || t('nav.techs')}</BackLink>}
    >
      <WhyTicket accountId={id} name={name} />
      {access.isError && <ErrorState error={access.error} onRetry={() => void access.refetch()} />}
      {access.data && (
        <>
          <FormCard title={t('techs.restrictions')} hint={t('rights.restrictionsHint')}>
            <ul className={s['rows']}>
              {access.data.restrictions.map((one) => (
                <li key={one.kind} className={s['row']}>
                  <span className={s['name']}>{t(`rights.kind.${one.kind}`)}</span>
                  <span className={s['now']}>
                    {one.ids === null ? t('rights.everything') : t('techs.chosen', { count: one.ids.length })}{' '}
                    {t(`rights.restrictedBy.${one.from}`)}
                  </span>
                </li>
              ))}
            </ul>
          </FormCard>
          <FormCard title={t(`role.${access.data.role}.name`)} hint={t('rights.capabilitiesHint')}>
            <ul className={s['rows']}>
              {access.data.capabilities.map((one) => (
                <li key={one.capability} className={s['row']}>
                  <span className={s['name']}>{capabilityWord(t, one.capability)}</span>
                  <span className={s['now']}>
                    <Pill tone={one.allowed ? 'good' : 'idle'}>{t(one.allowed ? 'rights.why.yes' : 'rights.why.no')}</Pill>
                    {t('rights.fromRole', { role: t(`role.${one.from}.name`) })}
                  </span>
                </li>
              ))}
            </ul>
          </FormCard>
        </>
      )}
    </Page>
  );
}
