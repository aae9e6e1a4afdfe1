import type { Destination } from '@portico/contracts/access/shapes.ts';
import { confirmSecondFactor, proveSecondFactor, startSecondFactor } from '@portico/contracts/second-factor/routes.ts';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type Reply } from '../../lib/api.ts';
import { knowsPasskeys } from '../../lib/knows-passkeys.ts';
import { makePasskey } from '../../lib/passkeys.ts';
import { Button, TextButton } from '../../ui/Button.tsx';
import { RecoveryCodes, SecondFactorScan } from '../../ui/SecondFactorSetUp.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { PasskeyWay } from './PasskeyWay.tsx';
import { passkeyWords } from './passkey-words.ts';
import s from './SignIn.module.css';
import { goTo } from './steps.ts';
import { useAct } from './use-act.ts';
import type { SignIn } from './use-sign-in.ts';

const quietly = { on401: 'throw' } as const;

/** The second factor of one place: asked for, or set up where it must be there and is not. */
export default function SecondFactorStep({ signIn, place }: { signIn: SignIn; place: Destination }): ReactNode {
  const { t } = useTranslation('second-factor');
  const { t: words } = useTranslation('sign-in');
  const name = place.portal === 'portal' ? (place.company ?? words('place.portal')) : words(`place.${place.portal}`);
  // Once the app counts the place no longer asks, but the recovery codes are still to be read.
  const [isNew] = useState(place.mustSetUp);
  return (
    <div className={s['step']}>
      <div className={s['words']}>
        <h1>{isNew ? t('mustTitle') : t('askTitle')}</h1>
        <p>{isNew ? t('mustIntro', { place: name }) : t('askIntro', { place: name })}</p>
      </div>
      {isNew ? <SetUpHere signIn={signIn} place={place} /> : <Ask signIn={signIn} place={place} />}
      <p className={s['aside']}>
        <TextButton onClick={() => goTo('choose')}>{t('back')}</TextButton>
      </p>
    </div>
  );
}

function Ask({ signIn, place }: { signIn: SignIn; place: Destination }): ReactNode {
  const { t } = useTranslation('second-factor');
  const [code, setCode] = useState('');
  const act = useAct();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() === '') return document.getElementById('field-code')?.focus();
    void act
      .run(async () => signIn.settle(await call(proveSecondFactor, { body: { accountId: place.accountId, code: code.trim() } }, quietly)))
      .then((worked) => {
        if (!worked) document.getElementById('field-code')?.focus();
      });
  };
  return (
    <form noValidate className={s['fields']} onSubmit={submit}>
      <TextField
        label={t('anyCode')}
        hint={t('anyHint')}
        name="code"
        large
        autoFocus
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        maxLength={40}
        value={code}
        onChange={(value) => {
          setCode(value);
          act.clear();
        }}
        error={act.error}
      />
      <Button type="submit" kind="primary" size="lg" wide busy={act.busy}>
        {t('submit')}
      </Button>
      {place.missingProofs.includes('passkey') && <PasskeyWay signIn={signIn} accountId={place.accountId} />}
      <p className={s['note']}>{t('lost')}</p>
    </form>
  );
}

function SetUpHere({ signIn, place }: { signIn: SignIn; place: Destination }): ReactNode {
  const { t } = useTranslation('second-factor');
  const { t: say } = useTranslation('passkeys');
  const { accountId } = place;
  const act = useAct();
  const [setUp, setSetUp] = useState<Reply<typeof startSecondFactor> | null>(null);
  const [done, setDone] = useState<Reply<typeof confirmSecondFactor> | null>(null);
  const begin = () => void act.run(async () => setSetUp(await call(startSecondFactor, { body: { accountId } }, quietly)));
  const confirm = (code: string) => act.run(async () => setDone(await call(confirmSecondFactor, { body: { accountId, code } }, quietly)));
  const register = () => void act.run(async () => signIn.settle((await makePasskey(accountId)).session));
  if (done) return <RecoveryCodes codes={done.recoveryCodes} onKept={() => void act.run(() => signIn.settle(done.session))} />;
  if (setUp) return <SecondFactorScan setUp={setUp} onCode={confirm} busy={act.busy} error={act.error} />;
  return (
    <>
      {act.error && (
        <Banner tone="bad" live>
          {passkeyWords(act.code, say) ?? act.error}
        </Banner>
      )}
      {act.code === 'proof.tooOld' ? (
        <Button kind="primary" size="lg" wide onClick={() => goTo('')}>
          {t('signInAgain')}
        </Button>
      ) : (
        <Button kind="primary" size="lg" wide autoFocus busy={act.busy} onClick={begin}>
          {t('begin')}
        </Button>
      )}
      {act.code !== 'proof.tooOld' && knowsPasskeys() && (
        <Button size="lg" wide icon="key" busy={act.busy} onClick={register}>
          {t('passkeyInstead')}
        </Button>
      )}
    </>
  );
}
