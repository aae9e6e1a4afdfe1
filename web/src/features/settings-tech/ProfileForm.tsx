import { getSession } from '@portico/contracts/access/routes.ts';
import { getProfile, removeMyPicture, setMyPicture, updateProfile } from '@portico/contracts/accounts/routes.ts';
import type { Profile } from '@portico/contracts/accounts/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { LANGUAGES, type Language, setLanguage } from '../../lib/i18n.ts';
import { isProblem } from '../../lib/problem.ts';
import { keyOf } from '../../lib/query.ts';
import { sayProblem } from '../../lib/say-problem.ts';
import { useBase } from '../../lib/use-base.ts';
import { setTimeZone } from '../../lib/use-place.ts';
import { Button } from '../../ui/Button.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { PictureField } from '../../ui/records/PictureField.tsx';
import { LocaleField, ZoneField } from '../../ui/records/PlaceFields.tsx';
import { PrivacyFields } from '../../ui/records/PrivacyFields.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';
import s from './Settings.module.css';

export function ProfilePanel(): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(readTech(getProfile, {}));
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonText lines={6} label={t('people.loading')} />;
  return (
    <div className={s['panel']}>
      <PictureField
        person={data}
        save={(file) => callTech(setMyPicture, { body: file } as never)}
        remove={() => callTech(removeMyPicture, {})}
        onChanged={() => void client.invalidateQueries()}
      />
      <ProfileForm key={data.id} profile={data} />
    </div>
  );
}

const FIELDS = ['name', 'title', 'phone', 'mobile', 'office'] as const;

const valuesOf = (profile: Profile) => ({
  name: profile.name,
  title: profile.title ?? '',
  phone: profile.phone ?? '',
  mobile: profile.mobile ?? '',
  office: profile.office ?? '',
  timeZone: profile.timeZone ?? '',
  locale: (profile.locale ?? '') as string,
  privacy: profile.privacy,
});

function ProfileForm({ profile }: { profile: Profile }): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const base = useRef(profile.version);
  const form = useForm({
    initial: valuesOf(profile),
    validate: (values) => (values.name.trim() ? {} : { name: t('settings.nameMissing') }),
    onSubmit: async ({ name, timeZone, locale, privacy, ...rest }) => {
      const chosen: Language | null = LANGUAGES.find((language) => language === locale) ?? null;
      const lines = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, value.trim() || null]));
      const saved = await callTech(
        updateProfile,
        { body: { name: name.trim(), ...lines, timeZone: timeZone || null, locale: chosen, privacy } },
        { ifMatch: base.current },
      );
      client.setQueryData(keyOf(getProfile, {}), saved);
      setTimeZone(saved.timeZone);
      if (chosen) await setLanguage(chosen);
      await client.invalidateQueries({ queryKey: keyOf(getSession) });
      toast({ icon: 'check-circle', text: t('settings.saved') });
    },
  });
  useBase(base, form, profile.version, valuesOf(profile));
  const mayLeave = useUnsavedGuard(form.dirty);
  useBlocker({ shouldBlockFn: async () => form.dirty && !(await mayLeave()), enableBeforeUnload: false });
  const conflict = isProblem(form.problem, 'version.conflict');
  return (
    <form className={s['form']} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormErrorSummary errors={form.errors} />
      {form.problem && (
        <Banner tone="bad" live title={t('settings.notSaved')}>
          {conflict ? t('settings.conflict') : `${sayProblem(form.problem, 'tech')} ${t('settings.kept')}`}
        </Banner>
      )}
      {FIELDS.map((name) => (
        <TextField key={name} {...form.field(name)} label={t(`settings.field.${name}`)} optional={name !== 'name'} dir="auto" />
      ))}
      <TextField
        label={t('settings.field.email')}
        hint={t('settings.emailHint')}
        readOnly
        disabled
        dir="ltr"
        value={profile.email ?? ''}
        onChange={() => undefined}
      />
      <TextField
        label={t('settings.field.department')}
        hint={t('settings.departmentHint')}
        readOnly
        disabled
        dir="auto"
        value={profile.department ?? t('settings.noDepartment')}
        onChange={() => undefined}
      />
      <ZoneField value={form.values.timeZone} onChange={(zone) => form.set('timeZone', zone)} error={form.errors['timeZone']} />
      <LocaleField
        name="locale"
        value={form.values.locale}
        onChange={(locale) => form.set('locale', locale)}
        error={form.errors['locale']}
      />
      <PrivacyFields
        value={form.values.privacy}
        onChange={(privacy) => form.set('privacy', privacy)}
        department={profile.department}
        error={form.errors['privacy']}
      />
      <div>
        <Button type="submit" kind="primary" busy={form.busy} disabled={!form.dirty}>
          {t('settings.save')}
        </Button>
      </div>
    </form>
  );
}
