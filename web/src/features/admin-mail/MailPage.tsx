import { get } from '@portico/contracts/email/routes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech, type TechReply } from '../../lib/for-tech.ts';
import { Details, Page } from '../../ui/Page.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Card, CardHeader } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './Mail.module.css';
import { RetryMail } from './MailList.tsx';
import { MailState } from './MailState.tsx';

export function MailPage(): ReactNode {
  const id = useRecordId();
  const { t } = useTranslation('admin');
  const mail = useQuery(readTech(get, { params: { id } }));
  const back = <BackLink to="/mail">{t('nav.mail')}</BackLink>;
  if (!mail.data)
    return (
      <Page title={t('nav.mail')} back={back}>
        {mail.isError ? (
          <ErrorState error={mail.error} onRetry={() => void mail.refetch()} />
        ) : (
          <SkeletonText lines={6} label={t('loading')} />
        )}
      </Page>
    );
  const { data } = mail;
  return (
    <Page
      title={data.subject}
      heading={<bdi>{data.subject}</bdi>}
      back={back}
      actions={data.state === 'failed' && <RetryMail mail={data} />}
    >
      {data.lastError && data.state !== 'sent' && (
        <Banner tone="bad" title={t('mail.why')}>
          {data.lastError}
        </Banner>
      )}
      <Card className={s['facts']}>
        <Details
          items={[
            { name: t('mail.state'), value: <MailState state={data.state} /> },
            { name: t('mail.to'), value: <bdi>{data.toName ? `${data.toName} <${data.toAddress}>` : data.toAddress}</bdi> },
            { name: t('mail.queued'), value: <TimeAgo at={data.createdAt} form="stamp" /> },
            ...(data.sentAt ? [{ name: t('mail.sent'), value: <TimeAgo at={data.sentAt} form="stamp" /> }] : []),
            { name: t('mail.attempts'), value: data.attempts },
            ...(data.ticketNumber
              ? [{ name: t('tickets.title'), value: <a href={`/tech/tickets/${data.ticketNumber}`}>#{data.ticketNumber}</a> }]
              : []),
            { name: 'Message-ID', value: <span dir="ltr">{data.messageId}</span> },
          ]}
        />
      </Card>
      <Content mail={data} />
    </Page>
  );
}

/** The letter in a frame without scripts, forms or a way out. */
function Content({ mail }: { mail: TechReply<typeof get> }): ReactNode {
  const { t } = useTranslation('admin');
  if (mail.isSealed) return <Banner icon="lock">{t('mail.sealed')}</Banner>;
  if (mail.html === null && mail.text === null) return <Banner icon="lock">{t('mail.private')}</Banner>;
  return (
    <Card>
      <CardHeader title={t('mail.content')} />
      {/* A frame inside this page lives under its content policy, which refuses the inline styles every mail is made of. */}
      {mail.text ? (
        <div className={s['plain']} dir="auto">
          {mail.text}
        </div>
      ) : (
        <iframe className={s['body']} title={t('mail.content')} sandbox="" srcDoc={mail.html ?? ''} />
      )}
    </Card>
  );
}
