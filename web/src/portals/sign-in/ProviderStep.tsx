import { finishOidc, finishSaml } from '@portico/contracts/identity-providers/routes.ts';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { boot } from '../../lib/boot.ts';
import { ApiProblem } from '../../lib/problem.ts';
import { Button, ButtonLink } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Banner } from '../../ui/States.tsx';
import { problemWords } from './problem-words.ts';
import s from './SignIn.module.css';
import { goTo } from './steps.ts';
import type { SignIn } from './use-sign-in.ts';

interface Answer {
  readonly providerId: number;
  readonly query: string;
  readonly fragment: URLSearchParams;
}

/** Where a provider sends the browser back to. What it brought is taken out of the address at once: it is good for one use. */
export default function ProviderStep({ signIn }: { signIn: SignIn }): ReactNode {
  const { t } = useTranslation('sign-in');
  const [answer] = useState(readAnswer);
  const [failure, setFailure] = useState<unknown>(null);
  const begun = useRef(false);
  const consented = new URLSearchParams(answer.query).get('admin_consent')?.toLowerCase() === 'true';
  useEffect(() => {
    if (begun.current || consented) return;
    begun.current = true;
    history.replaceState(null, '', location.pathname);
    redeem(answer)
      .then(({ session, returnPath }) => signIn.settle(session, returnPath))
      .catch(setFailure);
  }, [answer, consented, signIn]);
  if (consented) return <Done title={t('provider.consentedTitle')} text={t('provider.consented')} />;
  if (failure === null) {
    return (
      <p className={s['waiting']} role="status">
        {t('provider.checking')}
      </p>
    );
  }
  const link = failure instanceof ApiProblem ? failure.fields.find(({ code }) => code === 'provider.consentLink')?.message : undefined;
  if (link !== undefined) return <Consent link={link} />;
  return (
    <div className={s['step']}>
      <div className={s['words']}>
        <h1>{t('provider.failedTitle')}</h1>
      </div>
      <Banner tone="bad" live>
        {problemWords(failure, t)}
      </Banner>
      <Again />
    </div>
  );
}

function Consent({ link }: { link: string }): ReactNode {
  const { t } = useTranslation('sign-in');
  return (
    <div className={s['step']}>
      <div className={s['words']}>
        <h1>{t('provider.consentTitle')}</h1>
        <p>{t('provider.consentIntro', { brand: boot().brandName })}</p>
      </div>
      <ol className={s['steps']}>
        <li>{t('provider.consentSend')}</li>
        <li>{t('provider.consentGive')}</li>
        <li>{t('provider.consentReturn')}</li>
      </ol>
      <div className={s['copy']}>
        <code dir="ltr">{link}</code>
        <CopyButton text={link} label={t('provider.consentCopy')} />
      </div>
      <ButtonLink size="lg" wide href={link}>
        {t('provider.consentSelf')}
      </ButtonLink>
      <Again />
    </div>
  );
}

function Done({ title, text }: { title: string; text: string }): ReactNode {
  return (
    <div className={s['step']}>
      <div className={s['words']}>
        <h1>{title}</h1>
        <p>{text}</p>
      </div>
      <Again />
    </div>
  );
}

function Again(): ReactNode {
  const { t } = useTranslation('sign-in');
  return (
    <Button kind="primary" size="lg" wide onClick={() => goTo('', { replace: true })}>
      {t('provider.again')}
    </Button>
  );
}

function readAnswer(): Answer {
  const part = location.pathname.split('/sso/')[1] ?? '';
  return {
    providerId: /^\d{1,9}$/.test(part) ? Number(part) : 1,
    query: location.search.slice(1),
    fragment: new URLSearchParams(location.hash.slice(1)),
  };
}

async function redeem({ providerId, query, fragment }: Answer) {
  const [token, refused] = [fragment.get('token'), fragment.get('error')];
  if (refused !== null) throw new ApiProblem({ status: 0, code: refused, detail: '', traceId: '' });
  if (token !== null) return call(finishSaml, { body: { providerId, token } }, { on401: 'throw' });
  return call(finishOidc, { body: { providerId, response: query } }, { on401: 'throw' });
}
