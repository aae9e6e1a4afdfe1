import { createMyContact, signOut } from '@portico/contracts/access/routes.ts';
import type { SessionView } from '@portico/contracts/access/shapes.ts';
import i18next from 'i18next';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { Button, TextButton } from '../../ui/Button.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import s from './SignIn.module.css';
import { goTo } from './steps.ts';
import { useAct } from './use-act.ts';
import type { SignIn } from './use-sign-in.ts';

/** The first sign-in of somebody nobody here knows: the address is proven, now who it is. */
export function ProfileStep({ signIn, session }: { signIn: SignIn; session: SessionView }): ReactNode {
  const { t } = useTranslation('sign-in');
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [missing, setMissing] = useState(false);
  const act = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(name.trim() === '');
    if (name.trim() === '') return document.getElementById('field-name')?.focus();
    void act.run(async () => {
      const body = { name, locale: i18next.language, ...(phone.trim() ? { phone } : {}) };
      await signIn.settle(await call(createMyContact, { body }, { on401: 'throw' }));
    });
  };
  const leave = () =>
    void act.run(async () => {
      await call(signOut, {}, { on401: 'throw' });
      goTo('', { query: { 'signed-out': '' } });
    });
  return (
    <form noValidate onSubmit={submit} className={s['step']}>
      <div className={s['words']}>
        <h1>{t('profile.title')}</h1>
        <p>
          {t('profile.intro')} <bdi className={s['address']}>{session.email}</bdi>
        </p>
      </div>
      {act.error && (
        <Banner tone="bad" live>
          {act.error}
        </Banner>
      )}
      <div className={s['fields']}>
        <TextField
          large
          name="name"
          label={t('profile.name')}
          value={name}
          onChange={setName}
          error={missing ? t('profile.nameMissing') : undefined}
          maxLength={200}
          autoComplete="name"
          autoFocus
          dir="auto"
        />
        <TextField
          large
          name="phone"
          label={t('profile.phone')}
          optional
          type="tel"
          value={phone}
          onChange={setPhone}
          maxLength={50}
          autoComplete="tel"
          dir="ltr"
        />
        <Button type="submit" kind="primary" size="lg" wide busy={act.busy}>
          {t('profile.submit')}
        </Button>
      </div>
      <p className={s['note']}>
        <TextButton onClick={leave}>{t('choose.other')}</TextButton>
      </p>
    </form>
  );
}
