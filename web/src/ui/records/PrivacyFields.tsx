import { type Privacy, VISIBILITIES } from '@portico/contracts/accounts/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox, RadioCards } from '../Choices.tsx';
import s from './PrivacyFields.module.css';

/** What others see of a profile. The server holds it on every road; this only says so. */
export function PrivacyFields({
  value,
  onChange,
  department,
  error,
}: {
  value: Privacy;
  onChange: (value: Privacy) => void;
  department: string | null;
  error?: string | undefined;
}): ReactNode {
  const { t } = useTranslation('privacy');
  return (
    <fieldset className={s['fields']}>
      <legend>{t('title')}</legend>
      <RadioCards
        name="privacy"
        label={t('visibility')}
        hint={t('hint')}
        error={error}
        value={value.visibility}
        onChange={(visibility) => onChange({ ...value, visibility })}
        options={VISIBILITIES.map((visibility) => ({
          value: visibility,
          label: t(visibility),
          hint: visibility === 'department' ? (department ?? t('noDepartment')) : undefined,
        }))}
      />
      <Checkbox
        label={t('phones')}
        checked={value.showPhones}
        disabled={value.visibility === 'private'}
        onChange={(showPhones) => onChange({ ...value, showPhones })}
      />
      <Checkbox
        label={t('presence')}
        hint={t('presenceHint')}
        checked={value.showPresence}
        disabled={value.visibility === 'private'}
        onChange={(showPresence) => onChange({ ...value, showPresence })}
      />
    </fieldset>
  );
}
