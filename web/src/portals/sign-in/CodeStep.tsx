import { signInByCode } from '@portico/contracts/access/routes.ts';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { boot, sitePath } from '../../lib/boot.ts';
import { useNow } from '../../lib/use-place.ts';
import { Button, TextButton } from '../../ui/Button.tsx';
import { CodeInput } from '../../ui/CodeInput.tsx';
import { offeredMethods, type SentCode, sentCode } from './challenge.ts';
import s from './SignIn.module.css';
import { goTo } from './steps.ts';
import { useAct } from './use-act.ts';
import { askForCode, type SignIn } from './use-sign-in.ts';

const SECOND = 1000;

export function CodeStep({ signIn }: { signIn: SignIn }): ReactNode {
  const { t } = useTranslation('sign-in');
  const [sent, setSent] = useState<SentCode | null>(sentCode);
  if (!sent) return null;
  return (
    <div className={s['step']}>
      <div className={s['words']}>
        <h1>{t('code.title')}</h1>
        <p>
          {t('code.sentTo')} <bdi className={s['address']}>{sent.email}</bdi>.{' '}
          <TextButton onClick={() => goTo('')}>{t('code.change')}</TextButton>
        </p>
      </div>
      <CodeForm sent={sent} onResent={() => setSent(sentCode())} signIn={signIn} />
      {boot().demo && (
        <p className={s['note']}>
          <a href={sitePath(`/inbox?to=${encodeURIComponent(sent.email)}`)} target="_blank" rel="noreferrer" className={s['link']}>
            {t('code.openInbox')}
          </a>
        </p>
      )}
    </div>
  );
}

/** The six digits with everything around them; used again where only a proof is missing. */
export function CodeForm({ sent, onResent, signIn }: { sent: SentCode; onResent: () => void; signIn: SignIn }): ReactNode {
  const { t } = useTranslation('sign-in');
  const [code, setCode] = useState('');
  const [short, setShort] = useState(false);
  const [again, setAgain] = useState(false);
  const act = useAct();
  const resend = useAct();
  const expired = useNow(SECOND) > Date.parse(sent.expiresAt);
  const submit = (digits: string) => {
    setShort(digits.length < 6);
    if (digits.length < 6) return document.getElementById('field-code')?.focus();
    void act
      .run(async () =>
        signIn.settle(await call(signInByCode, { body: { challengeId: sent.challengeId, code: digits } }, { on401: 'throw' })),
      )
      .then((worked) => {
        if (worked) return;
        setCode('');
        document.getElementById('field-code')?.focus();
      });
  };
  const sendAgain = () =>
    void resend.run(async () => {
      await askForCode(sent.email);
      setCode('');
      setShort(false);
      act.clear();
      setAgain(true);
      onResent();
    });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit(code);
  };
  return (
    <form noValidate onSubmit={onSubmit} className={s['fields']}>
      <CodeInput
        label={t('code.label')}
        hint={t('code.valid', { count: Math.round((Date.parse(sent.expiresAt) - sent.sentAt) / 60_000) })}
        autoFocus
        value={code}
        onChange={(value) => {
          setCode(value);
          setShort(false);
          if (value !== '') act.clear();
        }}
        onComplete={submit}
        error={short ? t('code.short') : (act.error ?? (expired ? t('problem.codeExpired') : undefined))}
      />
      <Button type="submit" kind="primary" size="lg" wide busy={act.busy}>
        {t('code.submit')}
      </Button>
      <div className={s['between']}>
        <Resend until={sent.resendAt} busy={resend.busy} onPress={sendAgain} />
        {offeredMethods().includes('password') && <TextButton onClick={() => goTo('password')}>{t('code.usePassword')}</TextButton>}
      </div>
      <p className={s['said']} role="status">
        {resend.error ?? (again ? t('code.sentAgain') : '')}
      </p>
    </form>
  );
}

function Resend({ until, busy, onPress }: { until: number; busy: boolean; onPress: () => void }): ReactNode {
  const { t } = useTranslation('sign-in');
  const left = Math.ceil((until - useNow(SECOND)) / SECOND);
  if (left <= 0) return <TextButton onClick={busy ? undefined : onPress}>{t('code.resend')}</TextButton>;
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <span className={s['quiet']}>
      {t('code.resendIn')} <bdi dir="ltr">{clock}</bdi>
    </span>
  );
}
