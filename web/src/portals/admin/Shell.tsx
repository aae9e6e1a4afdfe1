import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boot } from '../../lib/boot.ts';
import { useRoom } from '../../lib/live.ts';
import { PresenceProvider } from '../../lib/PresenceProvider.tsx';
import { useSession } from '../../lib/use-account.ts';
import { setTimeZone } from '../../lib/use-place.ts';
import { catchEarlyKeys } from '../../ui/early-keys.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { KeyHelp } from '../../ui/KeyHelp.tsx';
import { SkipLink } from '../../ui/LiveRegion.tsx';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Logo } from '../../ui/Surface.tsx';
import { Nav } from './Nav.tsx';
import { NotAnAdmin } from './NotAnAdmin.tsx';
import s from './Shell.module.css';

const AdminPalette = lazy(() => import('./AdminPalette.tsx'));

/** Navigation at the start side, the page beside it; on a phone a bar with a menu. */
export function Shell(): ReactNode {
  const { t } = useTranslation('admin');
  const [finding, setFinding] = useState(false);
  const [menu, setMenu] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const session = useSession();
  const account = session.data?.account ?? null;
  useRoom(account ? 'staff:all' : null);
  const find = () => {
    catchEarlyKeys();
    setFinding(true);
  };
  useHotkeys([{ keys: 'mod+k', label: t('palette.find'), group: t('palette.everywhere'), whileTyping: true, run: find }]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving somewhere closes the phone's menu
  useEffect(() => setMenu(false), [path]);
  useEffect(() => {
    if (account) setTimeZone(account.timeZone);
  }, [account]);

  const isAdmin = account?.role === 'admin' || account?.role === 'master-admin';
  if (account && !isAdmin) return <NotAnAdmin name={account.name} />;
  return (
    <div className={s['shell']}>
      <SkipLink>{t('nav.skip')}</SkipLink>
      <header className={s['top']}>
        <IconButton
          icon={menu ? 'close' : 'menu'}
          size="md"
          label={menu ? t('nav.close') : t('nav.open')}
          aria-expanded={menu}
          aria-controls="admin-nav"
          onClick={() => setMenu(!menu)}
        />
        <Logo url={boot().logoUrl} />
        <span className={s['brand']}>{boot().brandName}</span>
        <IconButton icon="search" size="md" label={t('palette.find')} onClick={find} />
      </header>
      <aside className={s['side']} aria-label={t('nav.console')} data-open={menu || undefined}>
        <Nav account={account} onFind={find} />
      </aside>
      <main id="main" className={s['main']} tabIndex={-1} data-ring-outside="">
        {account ? (
          <PresenceProvider>
            <Outlet />
          </PresenceProvider>
        ) : session.isError ? (
          <ErrorState error={session.error} onRetry={() => void session.refetch()} />
        ) : (
          <SkeletonText label={t('nav.loading')} />
        )}
      </main>
      {finding && (
        <Suspense fallback={null}>
          <AdminPalette onClose={() => setFinding(false)} />
        </Suspense>
      )}
      <KeyHelp />
    </div>
  );
}
