import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { boot } from '../../lib/boot.ts';
import { PresenceProvider } from '../../lib/PresenceProvider.tsx';
import { isProblem } from '../../lib/problem.ts';
import { goToSignIn } from '../../lib/session.ts';
import { ErrorState } from '../../ui/States.tsx';
import { Elsewhere } from './Elsewhere.tsx';
import { ImpersonationOver } from './ImpersonationBanner.tsx';
import { Shell, ShellSkeleton } from './Shell.tsx';
import { MeContext, sessionOf } from './session-query.ts';
import { useAccountLanguage } from './use-account-language.ts';

/** Waits for who is signed in; a contact gets the portal, everybody else is shown where to go. */
export function PortalRoot(): ReactNode {
  const { t } = useTranslation('client');
  const session = useQuery(sessionOf());
  const languageReady = useAccountLanguage(session.data?.account?.locale);
  const signedOut = !session.data && isProblem(session.error) && session.error.status === 401;
  const unchosen = session.data?.account === null;
  useEffect(() => {
    if ((signedOut || unchosen) && !boot().impersonated) goToSignIn();
  }, [signedOut, unchosen]);
  if (signedOut && boot().impersonated) return <ImpersonationOver />;
  if (session.isError && !session.data && !signedOut) {
    return (
      <main id="main">
        <ErrorState error={session.error} onRetry={() => void session.refetch()} kept={t('shell.kept')} />
      </main>
    );
  }
  const account = session.data?.account;
  if (!session.data || !account || !languageReady) return <ShellSkeleton />;
  if (account.kind !== 'contact') return <Elsewhere name={account.name} />;
  return (
    <MeContext value={{ ...account, destinations: session.data.destinations, impersonation: session.data.impersonation }}>
      <PresenceProvider>
        <Shell>
          <Outlet />
        </Shell>
      </PresenceProvider>
    </MeContext>
  );
}
