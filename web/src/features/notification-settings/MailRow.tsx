import type { listMyMails } from '@portico/contracts/notifications/routes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reply } from '../../lib/api.ts';
import type { IconName } from '../../ui/Icon.tsx';
import { Pill, type Tone } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './NotificationSettings.module.css';

type Mail = Reply<typeof listMyMails>['items'][number];
const LOOKS: Readonly<Record<Mail['state'], readonly [Tone, IconName]>> = {
  queued: ['info', 'clock'],
  sending: ['info', 'clock'],
  sent: ['good', 'check'],
  failed: ['bad', 'warning'],
  suppressed: ['idle', 'minus'],
};

/** One mail: what it was, when, and how it went; staff also reads what the mail server said. */
export function MailRow({ mail }: { mail: Mail }): ReactNode {
  const { t } = useTranslation('notifications');
  const [tone, icon] = LOOKS[mail.state];
  const said = 'lastError' in mail ? (mail.lastError as string | null) : null;
  const explained = mail.state === 'failed' || mail.state === 'suppressed' ? t(`mails.explain.${mail.state}`) : null;
  return (
    <li>
      <div className={s['words']}>
        <span dir="auto">{mail.subject}</span>
        <span className={s['hint']}>
          <TimeAgo at={mail.sentAt ?? mail.createdAt} />
          {explained && `. ${explained}`}
        </span>
        {said && (
          <bdi className={s['hint']} lang="en">
            {said}
          </bdi>
        )}
      </div>
      <Pill tone={tone} icon={icon}>
        {t(`mails.state.${mail.state}`)}
      </Pill>
    </li>
  );
}
