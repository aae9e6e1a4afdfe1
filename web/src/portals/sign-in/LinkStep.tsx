import { signInByLink } from '@portico/contracts/access/routes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { boot } from '../../lib/boot.ts';
import { Button } from '../../ui/Button.tsx';
import { Banner } from '../../ui/States.tsx';
import s from './SignIn.module.css';
import { goTo } from './steps.ts';
import { useAct } from './use-act.ts';
import type { SignIn } from './use-sign-in.ts';

/** Behind the link of the mail. Nothing happens before a press, so that mail scanners do not use the link up. */
export function LinkStep({ signIn }: { signIn: SignIn }): ReactNode {
  const { t } = useTranslation('sign-in');
  const [token] = useState(() => location.hash.slice(1));
  const act = useAct();
  const enter = () =>
    void act.run(async () => {
      const { session, returnPath } = await call(signInByLink, { body: { token } }, { on401: 'throw' });
      await signIn.settle(session, returnPath);
    });
  const dead = token === '' || act.code === 'link.invalid' || act.code === 'link.expired' || act.code === 'link.used';
  return (
    <div className={s['step']}>
      <div className={s['words']}>
        <h1>{dead ? t('link.deadTitle') : t('link.title')}</h1>
        <p>{dead ? t('link.deadIntro') : t('link.intro', { brand: boot().brandName })}</p>
      </div>
      {(act.error || token === '') && (
        <Banner tone="warn" live>
          {act.error ?? t('problem.linkInvalid')}
        </Banner>
      )}
      {dead ? (
        <Button kind="primary" size="lg" wide onClick={() => goTo('', { replace: true })}>
          {t('link.newOne')}
        </Button>
      ) : (
        <Button kind="primary" size="lg" wide autoFocus busy={act.busy} onClick={enter}>
          {t('link.submit')}
        </Button>
      )}
    </div>
  );
}
