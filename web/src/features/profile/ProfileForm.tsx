import { getProfile, updateProfile } from '@portico/contracts/accounts/routes.ts';
import type { Profile } from '@portico/contracts/accounts/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { useForm } from '../../lib/form.ts';
import { LANGUAGE_NAMES, LANGUAGES, type Language, setLanguage } from '../../lib/i18n.ts';
import { keyOf } from '../../lib/query.ts';
import { sayProblem } from '../../lib/say-problem.ts';
import { useBase } from '../../lib/use-base.ts';
import { setTimeZone } from '../../lib/use-place.ts';
import { Button } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { PrivacyFields } from '../../ui/records/PrivacyFields.tsx';
import { Select } from '../../ui/Select.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';
import s from './Profile.module.css';

const valuesOf = (profile: Profile) => ({
  name: profile.name,
  title: profile.title ?? '',
  phone: profile.phone ?? '',
  mobile: profile.mobile ?? '',
  office: profile.office ?? '',
  timeZone: profile.timeZone ?? '',
  locale: (profile.locale ?? '') as Language | '',
  privacy: profile.privacy,
});
const orNull = (text: string): string | null => text.trim() || null;

export function ProfileForm({ profile }: { profile: Profile }): ReactNode {
  const { t } = useTranslation('profile');
  const client = useQueryClient();
  const base = useRef(profile.version);
  const form = useForm({
    initial: valuesOf(profile),
    validate: ({ name }): Record<string, string> => (name.trim() === '' ? { name: t('nameMissing') } : {}),
    onSubmit: async (values) => {
      const { name, locale, timeZone } = values;
      const lines = {
        title: orNull(values.title),
        phone: orNull(values.phone),
        mobile: orNull(values.mobile),
        office: orNull(values.office),
      };
      const body = { name: name.trim(), ...lines, timeZone: orNull(timeZone), locale: locale || null, privacy: values.privacy };
      const saved = await call(updateProfile, { body }, { ifMatch: base.current });
      client.setQueryData(keyOf(getProfile, {}), saved);
      setTimeZone(saved.timeZone);
      if (saved.locale) await setLanguage(saved.locale);
      toast({ icon: 'check-circle', text: t('saved') });
    },
  });
  useBase(base, form, profile.version, valuesOf(profile));
  const mayLeave = useUnsavedGuard(form.dirty);
  useBlocker({ shouldBlockFn: async () => form.dirty && !(await mayLeave()), enableBeforeUnload: false });
  return (
    <form noValidate className={s['form']} onSubmit={(event) => void form.submit(event)}>
      <FormErrorSummary errors={form.errors} />
      {form.problem && (
        <Banner tone="bad" live title={t('notSaved')}>
          {sayProblem(form.problem, 'profile')} {t('kept')}
        </Banner>
      )}
      <div className={s['pair']}>
        <TextField label={t('name')} hint={t('nameHint')} autoComplete="name" dir="auto" maxLength={200} {...form.field('name')} />
        <TextField
          label={t('jobTitle')}
          hint={t('jobTitleHint')}
          optional
          autoComplete="organization-title"
          dir="auto"
          {...form.field('title')}
        />
      </div>
      <TextField
        label={t('email')}
        hint={t('emailHint')}
        readOnly
        disabled
        dir="ltr"
        value={profile.email ?? ''}
        onChange={() => undefined}
      />
      <div className={s['pair']}>
        <TextField label={t('phone')} optional type="tel" autoComplete="tel" dir="ltr" maxLength={50} {...form.field('phone')} />
        <TextField label={t('mobile')} optional type="tel" autoComplete="mobile tel" dir="ltr" maxLength={50} {...form.field('mobile')} />
      </div>
      <TextField label={t('office')} hint={t('officeHint')} optional dir="auto" {...form.field('office')} />
      {profile.department && (
        <TextField
          label={t('department')}
          hint={t('departmentHint')}
          readOnly
          disabled
          dir="auto"
          value={profile.department}
          onChange={() => undefined}
        />
      )}
      <div className={s['pair']}>
        <ZoneField value={form.values.timeZone} onChange={(zone) => form.set('timeZone', zone)} error={form.errors['timeZone']} />
        <Select
          label={t('language')}
          hint={t('languageHint')}
          {...form.field('locale')}
          optional
          placeholder={t('languageAuto')}
          options={LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))}
        />
      </div>
      <PrivacyFields
        value={form.values.privacy}
        onChange={(privacy) => form.set('privacy', privacy)}
        department={profile.department}
        error={form.errors['privacy']}
      />
      <div className={s['acts']}>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('save')}
        </Button>
        {form.dirty && <Button onClick={() => form.reset()}>{t('discard')}</Button>}
      </div>
    </form>
  );
}

function ZoneField({ value, onChange, error }: { value: string; onChange: (zone: string) => void; error: string | undefined }): ReactNode {
  const { t } = useTranslation('profile');
  const browser = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
  return (
    <Combobox
      label={t('timeZone')}
      hint={t('timeZoneHint', { zone: browser.replaceAll('_', ' ') })}
      name="timeZone"
      optional
      options={zones}
      placeholder={t('timeZoneAuto')}
      value={value ? { value, label: value.replaceAll('_', ' ') } : null}
      onChange={(option) => onChange(option?.value ?? '')}
      error={error}
    />
  );
}
