import type { Destination } from '@portico/contracts/access/shapes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { knowsPasskeys } from '../../lib/knows-passkeys.ts';
import { Button, TextButton } from '../../ui/Button.tsx';
import { Banner } from '../../ui/States.tsx';
import { CodeForm } from './CodeStep.tsx';
import { sentCode } from './challenge.ts';
import { PasskeyWay } from './PasskeyWay.tsx';
import { PasswordForm } from './PasswordStep.tsx';
import { ProviderWays } from './ProviderWays.tsx';
import s from './SignIn.module.css';
import { goTo } from './steps.ts';
import { useAct } from './use-act.ts';
import { askForCode, type SignIn } from './use-sign-in.ts';

const SECONDS: readonly Destination['missingProofs'][number][] = ['totp', 'recovery-code', 'passkey'];

/** Asks only for the proof this place still misses. */
export function ConfirmStep({ signIn, place }: { signIn: SignIn; place: Destination }): ReactNode {
  const { t } = useTranslation('sign-in');
  const email = signIn.session?.email ?? '';
  const [sent, setSent] = useState(() => (sentCode()?.email === email ? sentCode() : null));
  const [byPassword, setByPassword] = useState(false);
  const act = useAct();
  const mayPasskey = place.missingProofs.includes('passkey');
  const isSecond = place.missingProofs.every((method) => SECONDS.includes(method));
  const title = place.portal === 'portal' ? (place.company ?? t('place.portal')) : t(`place.${place.portal}`);
  const send = () =>
    void act.run(async () => {
      await askForCode(email);
      setSent(sentCode());
    });
  const mayCode = place.missingProofs.includes('email-code');
  const mayPassword = place.missingProofs.includes('password');
  const mayProvider = place.missingProofs.some((method) => method === 'oidc' || method === 'saml');
  return (
    <div className={s['step']}>
      <div className={s['words']}>
        <h1>{t('confirm.title')}</h1>
        <p>
          {mayCode ? t('confirm.intro', { place: title }) : t('confirm.introPlain', { place: title })}{' '}
          {mayCode && <bdi className={s['address']}>{email}</bdi>}
        </p>
      </div>
      {act.error && (
        <Banner tone="bad" live>
          {act.error}
        </Banner>
      )}
      {!mayCode && !mayPassword ? null : byPassword || !mayCode ? (
        <PasswordForm signIn={signIn} email={email} fixed />
      ) : sent ? (
        <CodeForm sent={sent} onResent={() => setSent(sentCode())} signIn={signIn} />
      ) : (
        <Button kind="primary" size="lg" wide autoFocus busy={act.busy} onClick={send}>
          {t('confirm.sendCode')}
        </Button>
      )}
      {mayPasskey && (
        <PasskeyWay signIn={signIn} primary={!mayCode && !mayPassword} {...(isSecond ? { accountId: place.accountId } : {})} />
      )}
      {mayPasskey && !mayCode && !mayPassword && !knowsPasskeys() && <Banner tone="warn">{t('passkey.notHere')}</Banner>}
      {mayProvider && <ProviderWays email={email} />}
      <div className={s['between']}>
        <TextButton onClick={() => goTo('choose')}>{t('confirm.back')}</TextButton>
        {mayCode && mayPassword && !sent && (
          <TextButton onClick={() => setByPassword(!byPassword)}>{byPassword ? t('password.useCode') : t('code.usePassword')}</TextButton>
        )}
      </div>
    </div>
  );
}
