import type { QuietHours } from '@portico/contracts/notifications/shapes.ts';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldErrors } from '../../lib/form.ts';
import { usePlace } from '../../lib/use-place.ts';
import { Checkbox, Switch } from '../../ui/Choices.tsx';
import { TextField } from '../../ui/TextField.tsx';
import s from './NotificationSettings.module.css';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export function quietErrors(quiet: QuietHours, t: TFunction<'notifications'>): FieldErrors {
  return {
    ...(TIME.test(quiet.from) ? {} : { 'quiet.from': t('quiet.noTime') }),
    ...(TIME.test(quiet.until)
      ? quiet.until === quiet.from
        ? { 'quiet.until': t('quiet.same') }
        : {}
      : { 'quiet.until': t('quiet.noTime') }),
    ...(quiet.days.length > 0 ? {} : { 'quiet.days': t('quiet.noDays') }),
  };
}

/** 1 = Monday. 5 January 2026 was one. */
const dayNames = (locale: string): string[] => {
  const short = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  return [0, 1, 2, 3, 4, 5, 6].map((day) => short.format(Date.UTC(2026, 0, 5 + day)));
};

export function QuietHoursFields({
  value,
  errors,
  audience,
  onChange,
}: {
  value: QuietHours;
  errors: FieldErrors;
  audience: 'contact' | 'tech';
  onChange: (value: QuietHours) => void;
}): ReactNode {
  const { t } = useTranslation('notifications');
  const { locale } = usePlace();
  const set = (change: Partial<QuietHours>) => onChange({ ...value, ...change });
  return (
    <div className={s['card']}>
      <Switch label={t('quiet.on')} hint={t('quiet.onHint')} checked={value.on} onChange={(on) => set({ on })} />
      {value.on && (
        <>
          <div className={s['times']}>
            <TextField
              name="quiet.from"
              type="time"
              label={t('quiet.from')}
              value={value.from}
              error={errors['quiet.from']}
              onChange={(from) => set({ from })}
            />
            <TextField
              name="quiet.until"
              type="time"
              label={t(value.until < value.from ? 'quiet.untilNextDay' : 'quiet.until')}
              value={value.until}
              error={errors['quiet.until']}
              onChange={(until) => set({ until })}
            />
          </div>
          <fieldset className={s['days']} id="field-quiet.days" tabIndex={-1}>
            <legend className={s['strong']}>{t('quiet.days')}</legend>
            {dayNames(locale).map((name, index) => (
              <Checkbox
                key={name}
                label={name}
                checked={value.days.includes(index + 1)}
                onChange={(on) => set({ days: on ? [...value.days, index + 1].sort() : value.days.filter((day) => day !== index + 1) })}
              />
            ))}
            {errors['quiet.days'] && <span className={s['error']}>{errors['quiet.days']}</span>}
          </fieldset>
          <Checkbox
            label={t(audience === 'tech' ? 'quiet.urgent' : 'quiet.urgentContact')}
            checked={value.urgent}
            onChange={(urgent) => set({ urgent })}
          />
        </>
      )}
    </div>
  );
}
