import { getProfile, setMyPassword } from '@portico/contracts/accounts/routes.ts';
import type { Profile } from '@portico/contracts/accounts/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { useForm } from '../../lib/form.ts';
import { keyOf } from '../../lib/query.ts';
import { sayProblem } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Profile.module.css';

const SHORTEST = 10;
const EMPTY = { current: '', password: '' };

export function PasswordForm({ profile }: { profile: Profile }): ReactNode {
  const { t } = useTranslation('profile');
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const form = useForm({
    initial: EMPTY,
    validate: ({ password }): Record<string, string> =>
      Array.from(password).length < SHORTEST ? { password: t('password.short', { count: SHORTEST }) } : {},
    onSubmit: async ({ current, password }) => {
      const saved = await call(setMyPassword, { body: { password, ...(current ? { current } : {}) } });
      client.setQueryData(keyOf(getProfile, {}), saved);
      toast({ icon: 'check-circle', text: t('password.saved') });
      setOpen(false);
    },
  });
  if (!open) {
    return (
      <div className={s['acts']}>
        <Button
          icon="key"
          onClick={() => {
            form.reset(EMPTY);
            setOpen(true);
          }}
        >
          {profile.hasPassword ? t('password.change') : t('password.set')}
        </Button>
        <p className={s['hint']}>{profile.hasPassword ? t('password.hasOne') : t('password.hasNone')}</p>
      </div>
    );
  }
  return (
    <form noValidate className={s['form']} onSubmit={(event) => void form.submit(event)}>
      <FormErrorSummary errors={form.errors} />
      {form.problem && (
        <Banner tone="bad" live>
          {sayProblem(form.problem, 'profile')}
        </Banner>
      )}
      {profile.hasPassword && (
        <TextField
          label={t('password.current')}
          hint={t('password.currentHint')}
          type="password"
          autoComplete="current-password"
          dir="ltr"
          {...form.field('current')}
        />
      )}
      <TextField
        label={t('password.new')}
        hint={t('password.newHint', { count: SHORTEST })}
        type="password"
        autoFocus={!profile.hasPassword}
        autoComplete="new-password"
        dir="ltr"
        {...form.field('password')}
      />
      <div className={s['acts']}>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('password.save')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
