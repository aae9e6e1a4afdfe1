import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NoticeAlerts } from '../../features/notice-alerts/NoticeAlerts.tsx';
import { noticeWords } from '../../features/notices/notice-words.ts';

/** News in the words of this portal. */
export function NewsAlerts({ accountId }: { accountId: number }): ReactNode {
  const { t } = useTranslation('client');
  const router = useRouter();
  return (
    <NoticeAlerts
      accountId={accountId}
      say={(said) => noticeWords(said, t)}
      openLabel={t('notices.open')}
      onOpen={(link) => void router.navigate({ to: link.replace(/^\/portal(?=\/|$)/, '') || '/' })}
    />
  );
}
