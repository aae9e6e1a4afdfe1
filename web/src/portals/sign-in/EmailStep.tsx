import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { knowsPasskeys } from '../../lib/knows-passkeys.ts';
import type { SessionEnd } from '../../lib/session.ts';
import { Button, TextButton } from '../../ui/Button.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { PasskeyWay } from './PasskeyWay.tsx';
import { ProviderWays } from './ProviderWays.tsx';
import { lastEmail } from './remembered.ts';
import s from './SignIn.module.css';
import { deepLink, goTo, queryFlag } from './steps.ts';
import { useAct } from './use-act.ts';
import { type SignIn, startWith } from './use-sign-in.ts';

export const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text.trim());

/** Only the address; what it opens is found out, and never told to strangers. */
export function EmailStep({ signIn, ended }: { signIn: SignIn; ended: SessionEnd | null }): ReactNode {
  const { t } = useTranslation('sign-in');
  const { t: say } = useTranslation('ui');
  const [email, setEmail] = useState(lastEmail);
  const [wrong, setWrong] = useState(false);
  const act = useAct();
  const signedOut = queryFlag('signed-out') !== null;
  const check = (): boolean => {
    setWrong(!looksLikeEmail(email));
    return looksLikeEmail(email);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!check()) return document.getElementById('field-email')?.focus();
    void act.run(async () => {
      goTo(await startWith(email.trim()));
    });
  };
  const toPassword = () => {
    if (!looksLikeEmail(email)) return goTo('password');
    void act.run(async () => goTo(await startWith(email.trim(), 'password')));
  };
  return (
    <form noValidate onSubmit={submit} className={s['step']}>
      <div className={s['words']}>
        <h1>{signedOut ? t('email.signedOutTitle') : t('email.title')}</h1>
        <p>{signedOut ? t('email.signedOutIntro') : t('email.intro')}</p>
      </div>
      {ended && !signedOut && <Banner>{say(`ended.${ended}`)}</Banner>}
      {deepLink() && !signedOut && <Banner>{t('email.deepLink')}</Banner>}
      <TextField
        label={t('email.label')}
        name="email"
        type="email"
        large
        autoFocus
        autoComplete={knowsPasskeys() ? 'username webauthn' : 'username'}
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        value={email}
        onChange={(value) => {
          setEmail(value);
          setWrong(false);
          act.clear();
        }}
        error={wrong ? t('email.wrong') : act.error}
      />
      <Button type="submit" kind="primary" size="lg" wide busy={act.busy}>
        {t('email.continue')}
      </Button>
      <PasskeyWay signIn={signIn} autofill />
      <p className={s['aside']}>
        <TextButton onClick={toPassword}>{t('email.usePassword')}</TextButton>
      </p>
      <ProviderWays email={email} />
    </form>
  );
}
