import { get } from '@portico/contracts/email/routes.ts';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cspNonce, sitePath } from '../../lib/boot.ts';
import { readTech, type TechReply } from '../../lib/for-tech.ts';
import { TextButton } from '../../ui/Button.tsx';
import { Details, Page } from '../../ui/Page.tsx';
import { BackLink } from '../../ui/records/links.tsx';
import { useRecordId } from '../../ui/records/use-record-id.ts';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Card, CardHeader } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './Mail.module.css';
import { RetryMail } from './MailList.tsx';
import { MailState } from './MailState.tsx';
import { frameOf } from './mail-frame.ts';

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
              ? [{ name: t('tickets.title'), value: <a href={sitePath(`/tech/tickets/${data.ticketNumber}`)}>#{data.ticketNumber}</a> }]
              : []),
            { name: 'Message-ID', value: <span dir="ltr">{data.messageId}</span> },
          ]}
        />
      </Card>
      <Content mail={data} />
    </Page>
  );
}

type Look = 'html' | 'text';

/** The letter as it arrives, in a frame without scripts, forms or a way out, or as its plain text. */
function Content({ mail }: { mail: TechReply<typeof get> }): ReactNode {
  const { t } = useTranslation('admin');
  const [look, setLook] = useState<Look>('html');
  if (mail.isSealed) return <Banner icon="lock">{t('mail.sealed')}</Banner>;
  if (mail.html === null && mail.text === null) return <Banner icon="lock">{t('mail.private')}</Banner>;
  const shown: Look = mail.html === null ? 'text' : mail.text === null ? 'html' : look;
  return (
    <Card>
      <CardHeader title={t('mail.content')}>
        {mail.html !== null && mail.text !== null && (
          <TextButton aria-pressed={look === 'text'} onClick={() => setLook(look === 'html' ? 'text' : 'html')}>
            {t(look === 'html' ? 'mail.asText' : 'mail.asMail')}
          </TextButton>
        )}
      </CardHeader>
      {shown === 'html' ? (
        <iframe className={s['body']} title={t('mail.content')} sandbox="" srcDoc={frameOf(mail.html ?? '', cspNonce())} />
      ) : (
        <div className={s['plain']} dir="auto">
          {mail.text}
        </div>
      )}
    </Card>
  );
}
