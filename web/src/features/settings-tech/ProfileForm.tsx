import { getSession } from '@portico/contracts/access/routes.ts';
import { getProfile, removeMyPicture, setMyPicture, updateProfile } from '@portico/contracts/accounts/routes.ts';
import type { Profile } from '@portico/contracts/accounts/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { LANGUAGES, type Language, setLanguage } from '../../lib/i18n.ts';
import { isProblem } from '../../lib/problem.ts';
import { keyOf } from '../../lib/query.ts';
import { sayError, sayProblem } from '../../lib/say-problem.ts';
import { setTimeZone } from '../../lib/use-place.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { LocaleField, ZoneField } from '../../ui/records/PlaceFields.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Settings.module.css';

export function ProfilePanel(): ReactNode {
  const { t } = useTranslation('tech');
  const { data, error, refetch } = useQuery(readTech(getProfile, {}));
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonText lines={6} label={t('people.loading')} />;
  return (
    <div className={s['panel']}>
      <Picture profile={data} />
      <ProfileForm key={data.version} profile={data} />
    </div>
  );
}

const FIELDS = ['name', 'title', 'phone', 'mobile', 'office'] as const;

function ProfileForm({ profile }: { profile: Profile }): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const form = useForm({
    initial: {
      name: profile.name,
      title: profile.title ?? '',
      phone: profile.phone ?? '',
      mobile: profile.mobile ?? '',
      office: profile.office ?? '',
      timeZone: profile.timeZone ?? '',
      locale: (profile.locale ?? '') as string,
    },
    validate: (values) => (values.name.trim() ? {} : { name: t('settings.nameMissing') }),
    onSubmit: async ({ name, timeZone, locale, ...rest }) => {
      const chosen: Language | null = LANGUAGES.find((language) => language === locale) ?? null;
      const lines = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, value.trim() || null]));
      const saved = await callTech(
        updateProfile,
        { body: { name: name.trim(), ...lines, timeZone: timeZone || null, locale: chosen } },
        { ifMatch: profile.version },
      );
      client.setQueryData(keyOf(getProfile, {}), saved);
      setTimeZone(saved.timeZone);
      if (chosen) await setLanguage(chosen);
      await client.invalidateQueries({ queryKey: keyOf(getSession) });
      toast({ icon: 'check-circle', text: t('settings.saved') });
    },
  });
  const conflict = isProblem(form.problem, 'version.conflict');
  return (
    <form className={s['form']} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormErrorSummary errors={form.errors} />
      {form.problem && (
        <Banner tone="bad" live>
          {conflict ? t('settings.conflict') : sayProblem(form.problem, 'tech')}
        </Banner>
      )}
      {FIELDS.map((name) => (
        <TextField key={name} {...form.field(name)} label={t(`settings.field.${name}`)} optional={name !== 'name'} dir="auto" />
      ))}
      <ZoneField value={form.values.timeZone} onChange={(zone) => form.set('timeZone', zone)} error={form.errors['timeZone']} />
      <LocaleField
        name="locale"
        value={form.values.locale}
        onChange={(locale) => form.set('locale', locale)}
        error={form.errors['locale']}
      />
      <div>
        <Button type="submit" kind="primary" busy={form.busy} disabled={!form.dirty}>
          {t('settings.save')}
        </Button>
      </div>
    </form>
  );
}

const MOST_BYTES = 2 * 1024 * 1024;

function Picture({ profile }: { profile: Profile }): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
      await client.invalidateQueries({ queryKey: keyOf(getProfile) });
      await client.invalidateQueries({ queryKey: keyOf(getSession) });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'tech') });
    } finally {
      setBusy(false);
    }
  };
  const take = (file: File | undefined) => {
    if (!file) return;
    if (file.size > MOST_BYTES) return void toast({ icon: 'warning', sticky: true, text: t('settings.pictureTooLarge') });
    void run(() => callTech(setMyPicture, { body: file } as never));
  };
  return (
    <div className={s['picture']}>
      <Avatar person={{ id: profile.id, name: profile.name, pictureUrl: profile.picture }} size={72} />
      <Button size="sm" busy={busy} onClick={() => input.current?.click()}>
        {t('settings.choosePicture')}
      </Button>
      {profile.picture && (
        <Button size="sm" kind="subtle" onClick={() => void run(() => callTech(removeMyPicture, {}))}>
          {t('settings.removePicture')}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/gif,image/webp"
        aria-label={t('settings.choosePicture')}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
