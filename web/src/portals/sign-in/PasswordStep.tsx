import { signInByPassword } from '@portico/contracts/access/routes.ts';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { Button, TextButton } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { offeredMethods } from './challenge.ts';
import { looksLikeEmail } from './EmailStep.tsx';
import s from './SignIn.module.css';
import { goTo } from './steps.ts';
import { useAct } from './use-act.ts';
import { askForCode, type SignIn } from './use-sign-in.ts';

export function PasswordStep({ signIn, email }: { signIn: SignIn; email: string }): ReactNode {
  const { t } = useTranslation('sign-in');
  return (
    <div className={s['step']}>
      <div className={s['words']}>
        <h1>{t('password.title')}</h1>
        {offeredMethods().includes('email') && <p>{t('password.intro')}</p>}
      </div>
      <PasswordForm signIn={signIn} email={email} />
    </div>
  );
}

/** With `fixed` the address is given: then only the missing proof is asked for. */
export function PasswordForm({ signIn, email: start, fixed }: { signIn: SignIn; email: string; fixed?: boolean }): ReactNode {
  const { t } = useTranslation('sign-in');
  const [email, setEmail] = useState(start);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<'email' | 'password' | null>(null);
  const act = useAct();
  const code = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const first = !looksLikeEmail(email) ? 'email' : password === '' ? 'password' : null;
    setMissing(first);
    if (first) return document.getElementById(`field-${first}`)?.focus();
    void act
      .run(async () => signIn.settle(await call(signInByPassword, { body: { email: email.trim(), password } }, { on401: 'throw' })))
      .then((worked) => {
        if (!worked) document.getElementById('field-password')?.focus();
      });
  };
  const toCode = () => {
    if (!looksLikeEmail(email)) return goTo('');
    void code.run(async () => {
      await askForCode(email.trim());
      goTo(fixed ? 'confirm' : 'code');
    });
  };
  return (
    <form noValidate onSubmit={submit} className={s['fields']}>
      {!fixed && (
        <TextField
          label={t('email.label')}
          name="email"
          type="email"
          large
          autoFocus={start === ''}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          value={email}
          onChange={(value) => {
            setEmail(value);
            setMissing(null);
          }}
          error={missing === 'email' ? t('email.wrong') : undefined}
        />
      )}
      <TextField
        label={t('password.label')}
        name="password"
        type="password"
        large
        autoFocus={start !== ''}
        autoComplete="current-password"
        dir="ltr"
        value={password}
        onChange={(value) => {
          setPassword(value);
          setMissing(null);
          act.clear();
        }}
        error={missing === 'password' ? t('password.missing') : act.error}
      />
      <Button type="submit" kind="primary" size="lg" wide busy={act.busy}>
        {t('password.submit')}
      </Button>
      {!fixed && offeredMethods().includes('email') && (
        <p className={s['aside']}>
          <TextButton onClick={toCode}>{t('password.useCode')}</TextButton>
        </p>
      )}
      <p className={s['said']} role="status">
        {code.error ?? ''}
      </p>
    </form>
  );
}
