import { EMAIL_WHEN, type NotificationChoice } from '@portico/contracts/notifications/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../../ui/Choices.tsx';
import { Select } from '../../ui/Select.tsx';
import s from './NotificationSettings.module.css';
import type { SwitchesOf } from './settings-draft.ts';
import { useTopicWords } from './topic-words.ts';

/** One kind of notice with its ways. On a phone the ways stand below it, each with its name. */
export function TopicRow({ choice, onChange }: { choice: NotificationChoice; onChange: (change: Partial<SwitchesOf>) => void }): ReactNode {
  const { t } = useTranslation('notifications');
  const { title, hint } = useTopicWords()(choice.topic);
  return (
    <fieldset className={s['topic']}>
      <legend className={s['legend']}>
        <span className={s['strong']}>{title}</span>
        {hint && <span className={s['hint']}>{hint}</span>}
      </legend>
      {choice.offersInApp ? (
        <>
          <div className={s['cell']} data-label={t('events.inApp')}>
            <Checkbox
              hideLabel
              label={t('events.inApp')}
              checked={choice.inApp}
              onChange={(inApp) => onChange({ inApp, ...(inApp ? {} : { desktop: false }) })}
            />
          </div>
          <div className={s['cell']} data-label={t('events.desktop')}>
            <Checkbox
              hideLabel
              label={t('events.desktop')}
              checked={choice.desktop}
              disabled={!choice.inApp}
              onChange={(desktop) => onChange({ desktop })}
            />
          </div>
        </>
      ) : (
        <div className={s['only']}>{t('events.mailOnly')}</div>
      )}
      <div className={s['mail']} data-label={t('events.email')}>
        <Select
          label={`${title}: ${t('events.email')}`}
          hideLabel
          value={choice.email}
          onChange={(email) => onChange({ email })}
          options={EMAIL_WHEN.map((value) => ({ value, label: t(`when.${value}`) }))}
        />
      </div>
    </fieldset>
  );
}
