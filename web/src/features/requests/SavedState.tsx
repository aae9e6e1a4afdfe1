import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../../lib/use-place.ts';
import { Icon } from '../../ui/Icon.tsx';
import s from './RequestForm.module.css';

/** "Saved at 10:42": what was written is kept. */
export function SavedState({ at }: { at: number | null }): ReactNode {
  const { t } = useTranslation('client');
  const { locale, timeZone } = usePlace();
  if (at === null) return <span className={s['saved']}>{t('new.autosave')}</span>;
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  return (
    <span className={s['saved']}>
      <Icon name="check" size={16} />
      {t('new.saved', { time })}
    </span>
  );
}
