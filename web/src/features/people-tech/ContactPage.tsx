import { get } from '@portico/contracts/contacts/routes.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech, type TechReply } from '../../lib/for-tech.ts';
import { useAccount } from '../../lib/use-account.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Details, Page } from '../../ui/Page.tsx';
import { ImpersonateButton } from '../../ui/records/ImpersonateButton.tsx';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Card, CardHeader, Pill } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './People.module.css';

type Contact = TechReply<typeof get>;

/** Who this is, how to reach them, and what they wait for. The tickets come from the tickets feature. */
export function ContactPage({
  id,
  tickets,
  onNewTicket,
}: {
  id: number;
  tickets: ReactNode;
  onNewTicket: (contact: { id: number; name: string; company: string }) => void;
}): ReactNode {
  const { t } = useTranslation('tech');
  const { role } = useAccount();
  const isAdmin = role === 'admin' || role === 'master-admin';
  const { data, error, refetch } = useQuery(readTech(get, { params: { id } }));
  if (!data)
    return (
      <main id="main" className={s['page']}>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <SkeletonText lines={6} label={t('people.loading')} />}
      </main>
    );
  return (
    <main id="main" className={s['page']}>
      <Page
        title={data.name}
        heading={<bdi>{data.name}</bdi>}
        before={<Avatar person={{ id: data.id, name: data.name, pictureUrl: data.picture }} size={48} />}
        back={
          <Link to="/contacts" className={s['link']}>
            {t('people.contacts')}
          </Link>
        }
        intro={<Intro contact={data} />}
        actions={
          <>
            {isAdmin && data.canSignIn && <ImpersonateButton person={data} />}
            <Button
              kind="primary"
              icon="plus"
              disabled={!data.active}
              onClick={() => onNewTicket({ id: data.id, name: data.name, company: data.company.name })}
            >
              {t('new.for', { name: data.name })}
            </Button>
          </>
        }
      >
        <div className={s['columns']}>
          <div>{tickets}</div>
          <Facts contact={data} />
        </div>
      </Page>
    </main>
  );
}

function Intro({ contact }: { contact: Contact }): ReactNode {
  const { t } = useTranslation('tech');
  return (
    <span className={s['name']}>
      <Link to="/companies/$id" params={{ id: String(contact.company.id) }} className={s['link']}>
        <bdi>{contact.company.name}</bdi>
      </Link>
      {contact.isVip && <Pill tone="brand">{t('list.vip')}</Pill>}
      {contact.isManager && <Pill>{t('people.manager')}</Pill>}
      {contact.isApprover && <Pill>{t('people.approver')}</Pill>}
      {!contact.active && <Pill tone="warn">{t('people.disabled')}</Pill>}
      {contact.active && !contact.canSignIn && <Pill tone="warn">{t('people.noSignIn')}</Pill>}
    </span>
  );
}

function Facts({ contact }: { contact: Contact }): ReactNode {
  const { t } = useTranslation('tech');
  const phone = (number: string) => (
    <a className={s['link']} href={`tel:${number.replaceAll(/[^+\d]/g, '')}`}>
      <bdi>{number}</bdi>
    </a>
  );
  const items = [
    contact.email && {
      name: t('people.email'),
      value: (
        <a className={s['link']} href={`mailto:${contact.email}`}>
          {contact.email}
        </a>
      ),
    },
    contact.phone && { name: t('people.phone'), value: phone(contact.phone) },
    contact.mobile && { name: t('people.mobile'), value: phone(contact.mobile) },
    contact.title && { name: t('people.jobTitle'), value: <bdi>{contact.title}</bdi> },
    contact.department && { name: t('people.department'), value: <bdi>{contact.department}</bdi> },
    contact.office && { name: t('people.office'), value: <bdi>{contact.office}</bdi> },
    contact.timeZone && { name: t('people.timeZone'), value: contact.timeZone },
    { name: t('people.lastSeen'), value: contact.lastSeenAt ? <TimeAgo at={contact.lastSeenAt} /> : t('people.never') },
  ].filter((item) => item !== null && item !== '');
  return (
    <div className={s['aside']}>
      <Card>
        <CardHeader title={t('people.details')} />
        <div className={s['cardBody']}>
          <Details items={items} />
        </div>
      </Card>
      {contact.notes && (
        <Card>
          <CardHeader title={t('people.notes')} />
          <p className={s['notes']} dir="auto">
            {contact.notes}
          </p>
        </Card>
      )}
    </div>
  );
}
