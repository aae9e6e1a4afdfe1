import { Outlet } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { sitePath } from '../../lib/boot.ts';
import { useRoom } from '../../lib/live.ts';
import { PresenceProvider } from '../../lib/PresenceProvider.tsx';
import { goToSignIn } from '../../lib/session.ts';
import { useAccount, useSession } from '../../lib/use-account.ts';
import { ButtonLink } from '../../ui/Button.tsx';
import { KeyHelp } from '../../ui/KeyHelp.tsx';
import { SkipLink } from '../../ui/LiveRegion.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { NewsAlerts } from './NewsAlerts.tsx';
import { NewTicketHost } from './NewTicketHost.tsx';
import { PaletteHost } from './PaletteHost.tsx';
import { QueueRooms } from './QueueRooms.tsx';
import { Rail } from './Rail.tsx';
import s from './Shell.module.css';
import { StaleNotice } from './StaleNotice.tsx';
import { TopBar } from './TopBar.tsx';
import { useGlobalKeys } from './use-global-keys.ts';

/** Waits for who is signed in; everything below may rely on it. */
export function Shell(): ReactNode {
  const { t } = useTranslation('tech');
  const session = useSession();
  const account = session.data?.account;
  const nobody = session.data !== undefined && !account;
  useEffect(() => {
    if (nobody) goToSignIn();
  }, [nobody]);
  return (
    <>
      {account && account.role === null ? (
        <main id="main">
          <EmptyState title={t('shell.notStaff')} actions={<ButtonLink href={sitePath('/portal')}>{t('shell.toPortal')}</ButtonLink>}>
            {t('shell.notStaffBody')}
          </EmptyState>
        </main>
      ) : account ? (
        <PresenceProvider>
          <SignedIn />
        </PresenceProvider>
      ) : session.isError ? (
        <main id="main">
          <ErrorState error={session.error} onRetry={() => void session.refetch()} />
        </main>
      ) : (
        <Waiting />
      )}
      <StaleNotice />
    </>
  );
}

function SignedIn(): ReactNode {
  const { t } = useTranslation('tech');
  const account = useAccount();
  useRoom('staff:all');
  useRoom(`account:${account.id}`);
  useGlobalKeys();
  return (
    <div className={s['shell']}>
      <SkipLink>{t('shell.skip')}</SkipLink>
      <Rail />
      <div className={s['inner']}>
        <TopBar />
        <div className={s['content']}>
          <Outlet />
        </div>
      </div>
      <QueueRooms />
      <PaletteHost />
      <NewTicketHost />
      <KeyHelp />
      <NewsAlerts accountId={account.id} />
    </div>
  );
}

/** The shape of what comes. */
function Waiting(): ReactNode {
  const { t } = useTranslation('tech');
  return (
    <div className={s['shell']}>
      <div className={s['rail']} />
      <div className={s['inner']}>
        <div className={s['top']} />
        <main id="main" className={s['content']}>
          <SkeletonRows rows={12} label={t('list.loading')} />
        </main>
      </div>
    </div>
  );
}
