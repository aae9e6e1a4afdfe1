import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NoticeAlerts } from '../../features/notice-alerts/NoticeAlerts.tsx';
import { useNoticeWords } from '../../features/notices-tech/notice-words.ts';

/** News in the words of this portal. */
export function NewsAlerts({ accountId }: { accountId: number }): ReactNode {
  const { t } = useTranslation('tech');
  const navigate = useNavigate();
  return (
    <NoticeAlerts
      accountId={accountId}
      say={useNoticeWords()}
      openLabel={t('notice.open')}
      onOpen={(link) => void navigate({ to: link.replace(/^\/tech(?=\/|$)/, '') || '/' })}
    />
  );
}
