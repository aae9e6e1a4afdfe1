import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { boot } from '../../lib/boot.ts';
import { ErrorState } from '../../ui/States.tsx';
import { ChooseStep } from './ChooseStep.tsx';
import { CodeStep } from './CodeStep.tsx';
import { ConfirmStep } from './ConfirmStep.tsx';
import { sentCode } from './challenge.ts';
import { EmailStep } from './EmailStep.tsx';
import { Frame } from './Frame.tsx';
import { LinkStep } from './LinkStep.tsx';
import { PasswordStep } from './PasswordStep.tsx';
import { lastEmail } from './remembered.ts';
import s from './SignIn.module.css';
import { type Step, useStep } from './steps.ts';
import { TroubleStep } from './TroubleStep.tsx';
import { type SignIn, useSignIn } from './use-sign-in.ts';

const SetupStep = lazy(() => import('./SetupStep.tsx'));

export function SignInPage(): ReactNode {
  const step = useStep();
  const signIn = useSignIn();
  const { t } = useTranslation('sign-in');
  const title = t(`title.${step || 'email'}`);
  useEffect(() => {
    document.title = `${title} · ${boot().brandName}`;
  }, [title]);
  return (
    <Frame>{signIn.failed ? <ErrorState error={signIn.failed} onRetry={signIn.retry} /> : <Current step={step} signIn={signIn} />}</Frame>
  );
}

function Current({ step, signIn }: { step: Step; signIn: SignIn }): ReactNode {
  // Links and help do not depend on who is signed in, so they show at once.
  if (step === 'link') return <LinkStep signIn={signIn} />;
  if (step === 'trouble') return <TroubleStep />;
  if (!signIn.ready) return <Waiting />;
  if (step === 'setup') {
    return (
      <Suspense fallback={<Waiting />}>
        <SetupStep signIn={signIn} />
      </Suspense>
    );
  }
  if (step === 'code' && sentCode()) return <CodeStep signIn={signIn} />;
  if (step === 'password') return <PasswordStep signIn={signIn} email={lastEmail()} />;
  if (step === 'choose' && signIn.session) return <ChooseStep signIn={signIn} session={signIn.session} />;
  if (step === 'confirm' && signIn.session && signIn.wanted) return <ConfirmStep signIn={signIn} place={signIn.wanted} />;
  return <EmailStep />;
}

function Waiting(): ReactNode {
  const { t } = useTranslation('sign-in');
  return (
    <p className={s['waiting']} role="status">
      {t('waiting')}
    </p>
  );
}
