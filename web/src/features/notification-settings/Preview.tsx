import { previewMyNotifications } from '@portico/contracts/notifications/routes.ts';
import type { NotificationPatch, WeekOfNotices } from '@portico/contracts/notifications/shapes.ts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { Icon } from '../../ui/Icon.tsx';
import s from './NotificationSettings.module.css';

/** "Last week this would have been 47 notices, 6 at night, 12 e-mails", while one is choosing. */
export function Preview({ patch, dirty }: { patch: NotificationPatch; dirty: boolean }): ReactNode {
  const { t } = useTranslation('notifications');
  const asked = useDeferredValue(JSON.stringify(patch));
  const { data, isError } = useQuery({
    queryKey: [previewMyNotifications.id, asked],
    queryFn: ({ signal }) => call(previewMyNotifications, { body: JSON.parse(asked) as NotificationPatch }, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const words = (week: WeekOfNotices) =>
    [
      t('preview.notices', { count: week.notices }),
      ...(week.atNight > 0 ? [t('preview.night', { count: week.atNight })] : []),
      ...(week.held > 0 ? [t('preview.held', { count: week.held })] : []),
      t('preview.mails', { count: week.mails }),
    ].join(', ');
  const isEmpty = data && data.saved.notices + data.saved.mails + data.changed.notices + data.changed.mails === 0;
  return (
    <p className={s['preview']} aria-live="polite">
      <Icon name="chart" />
      <span>
        {t('preview.title')}{' '}
        <strong className={s['numbers']}>
          {isError ? t('preview.failed') : !data ? '…' : isEmpty ? t('preview.nothing') : words(data.changed)}
        </strong>
        {dirty && data && !isEmpty && !isError && (
          <span className={s['hint']}>
            {' '}
            {t('preview.saved', {
              notices: t('preview.notices', { count: data.saved.notices }),
              mails: t('preview.mails', { count: data.saved.mails }),
            })}
          </span>
        )}
      </span>
    </p>
  );
}
