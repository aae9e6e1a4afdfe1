import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { knowsPasskeys } from '../../lib/knows-passkeys.ts';
import { TextButton } from '../../ui/Button.tsx';
import { Banner } from '../../ui/States.tsx';
import { offeredMethods } from './challenge.ts';
import { PasskeyWay } from './PasskeyWay.tsx';
import s from './SignIn.module.css';
import { goTo } from './steps.ts';
import { useAct } from './use-act.ts';
import { askForCode, type SignIn } from './use-sign-in.ts';

/** Where passkeys come first for the address, or are all there is. */
export default function PasskeyStep({ signIn, email }: { signIn: SignIn; email: string }): ReactNode {
  const { t } = useTranslation('sign-in');
  const { t: say } = useTranslation('passkeys');
  const act = useAct();
  const methods = offeredMethods();
  const toCode = () =>
    void act.run(async () => {
      await askForCode(email);
      goTo('code');
    });
  return (
    <div className={s['step']}>
      <div className={s['words']}>
        <h1>{say('signIn.title')}</h1>
        <p>{say('signIn.intro')}</p>
      </div>
      {!knowsPasskeys() && <Banner tone="warn">{t('passkey.notHere')}</Banner>}
      <PasskeyWay signIn={signIn} primary />
      <div className={s['between']}>
        {methods.includes('email') && <TextButton onClick={toCode}>{t('password.useCode')}</TextButton>}
        {methods.includes('password') && <TextButton onClick={() => goTo('password')}>{t('code.usePassword')}</TextButton>}
        <TextButton onClick={() => goTo('')}>{t('choose.other')}</TextButton>
      </div>
      <p className={s['said']} role="status">
        {act.error ?? ''}
      </p>
    </div>
  );
}
