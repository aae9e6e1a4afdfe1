import { getMyNotifications } from '@portico/contracts/notifications/routes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../lib/query.ts';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { MyMails } from './MyMails.tsx';
import s from './NotificationSettings.module.css';
import { SettingsForm } from './SettingsForm.tsx';

/** What I hear of, where and when; and what became of the mails to me. */
export function NotificationSettings({ audience }: { audience: 'contact' | 'tech' }): ReactNode {
  const { t } = useTranslation('notifications');
  const { data, error, refetch } = useQuery(read(getMyNotifications, {}));
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonText lines={8} label={t('loading')} />;
  return (
    <div className={s['panel']}>
      {data.isMuted && (
        <Banner tone="warn" title={t('muted')}>
          {t('mutedBody')}
        </Banner>
      )}
      <SettingsForm settings={data} audience={audience} />
      <MyMails />
    </div>
  );
}
