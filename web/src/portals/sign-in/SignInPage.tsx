import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { boot } from '../../lib/boot.ts';
import { loadArea } from '../../lib/i18n.ts';
import { ErrorState } from '../../ui/States.tsx';
import { sentCode } from './challenge.ts';
import { EmailStep } from './EmailStep.tsx';
import { Frame } from './Frame.tsx';
import { LinkStep } from './LinkStep.tsx';
import { lastEmail } from './remembered.ts';
import s from './SignIn.module.css';
import { type Step, useStep } from './steps.ts';
import { type SignIn, useSignIn } from './use-sign-in.ts';

const PasskeyStep = lazy(async () => {
  await loadArea('passkeys');
  return import('./PasskeyStep.tsx');
});
const ProviderStep = lazy(() => import('./ProviderStep.tsx'));
// What follows the address comes while it is typed: the first page waits for nothing it does not show.
const later = {
  code: () => import('./CodeStep.tsx'),
  password: () => import('./PasswordStep.tsx'),
  choose: () => import('./ChooseStep.tsx'),
  confirm: () => import('./ConfirmStep.tsx'),
};
const CodeStep = lazy(async () => ({ default: (await later.code()).CodeStep }));
const PasswordStep = lazy(async () => ({ default: (await later.password()).PasswordStep }));
const ChooseStep = lazy(async () => ({ default: (await later.choose()).ChooseStep }));
const ConfirmStep = lazy(async () => ({ default: (await later.confirm()).ConfirmStep }));
const ProfileStep = lazy(async () => ({ default: (await import('./ProfileStep.tsx')).ProfileStep }));
const TroubleStep = lazy(async () => ({ default: (await import('./TroubleStep.tsx')).TroubleStep }));
const SetupStep = lazy(() => import('./SetupStep.tsx'));
const SecondFactorStep = lazy(async () => {
  await Promise.all([loadArea('second-factor'), loadArea('passkeys')]);
  return import('./SecondFactorStep.tsx');
});

export function SignInPage(): ReactNode {
  const step = useStep();
  const signIn = useSignIn();
  const { t } = useTranslation('sign-in');
  const title = t(`title.${step || 'email'}`);
  useEffect(() => {
    document.title = `${title} · ${boot().brandName}`;
  }, [title]);
  useEffect(() => {
    for (const load of Object.values(later)) void load();
  }, []);
  return (
    <Frame>
      {signIn.failed ? (
        <ErrorState error={signIn.failed} onRetry={signIn.retry} />
      ) : (
        <Suspense fallback={<Waiting />}>
          <Current step={step} signIn={signIn} />
        </Suspense>
      )}
    </Frame>
  );
}

function Current({ step, signIn }: { step: Step; signIn: SignIn }): ReactNode {
  // Links and help do not depend on who is signed in, so they show at once.
  if (step === 'link') return <LinkStep signIn={signIn} />;
  if (step === 'trouble') return <TroubleStep />;
  if (!signIn.ready) return <Waiting />;
  if (step === 'sso') return <ProviderStep signIn={signIn} />;
  if (step === 'setup') return <SetupStep signIn={signIn} />;
  if (step === 'code' && sentCode()) return <CodeStep signIn={signIn} />;
  if (step === 'password') return <PasswordStep signIn={signIn} email={lastEmail()} />;
  if (step === 'passkey') return <PasskeyStep signIn={signIn} email={lastEmail()} />;
  if (step === 'choose' && signIn.session) return <ChooseStep signIn={signIn} session={signIn.session} />;
  if (step === 'profile' && signIn.session?.needsProfile) return <ProfileStep signIn={signIn} session={signIn.session} />;
  if (step === 'confirm' && signIn.session && signIn.wanted?.missingProofs.includes('totp'))
    return <SecondFactorStep key={signIn.wanted.accountId} signIn={signIn} place={signIn.wanted} />;
  if (step === 'confirm' && signIn.session && signIn.wanted) return <ConfirmStep signIn={signIn} place={signIn.wanted} />;
  return <EmailStep signIn={signIn} ended={signIn.ended} />;
}

function Waiting(): ReactNode {
  const { t } = useTranslation('sign-in');
  return (
    <p className={s['waiting']} role="status">
      {t('waiting')}
    </p>
  );
}
