import { listNotices } from '@portico/contracts/notifications/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { countsOf, keysOfHint } from '../../features/requests/requests.queries.ts';
import { linkLiveToQueries, useRoom } from '../../lib/live.ts';
import { keyOf } from '../../lib/query.ts';
import { KeyHelp } from '../../ui/KeyHelp.tsx';
import { SkipLink } from '../../ui/LiveRegion.tsx';
import { Skeleton } from '../../ui/States.tsx';
import { LineState } from './LineState.tsx';
import { SideNav, TabBar } from './Nav.tsx';
import { PaletteHost } from './PaletteHost.tsx';
import s from './Shell.module.css';
import { StaleNotice } from './StaleNotice.tsx';
import { useMe } from './session-query.ts';
import { TopBar } from './TopBar.tsx';

/** Frame of every page: navigation at the start (a bar below on phones), account and notices above. */
export function Shell({ children }: { children: ReactNode }): ReactNode {
  const { t } = useTranslation('client');
  const me = useMe();
  const router = useRouter();
  const client = useQueryClient();
  const counts = useQuery(countsOf());
  useRoom(`account:${me.id}`);
  useRoom(me.isManager && me.company ? `company:${me.company.id}` : null);
  useEffect(
    () =>
      linkLiveToQueries(client, (hint) =>
        hint.kind.startsWith('notice') ? [keyOf(listNotices)] : [...keysOfHint(hint), keyOf(listNotices)],
      ),
    [client],
  );
  // A new page starts at its top for the eye and for the screen reader.
  useEffect(
    () =>
      router.subscribe('onResolved', ({ pathChanged }) => {
        if (pathChanged && document.activeElement === document.body) document.getElementById('main')?.focus({ preventScroll: true });
      }),
    [router],
  );
  return (
    <div className={s['frame']}>
      <SkipLink>{t('shell.skip')}</SkipLink>
      <SideNav counts={counts.data} />
      <div className={s['column']}>
        <TopBar />
        <LineState />
        <main id="main" tabIndex={-1} className={s['main']}>
          {children}
        </main>
      </div>
      <TabBar counts={counts.data} />
      <PaletteHost />
      <KeyHelp />
      <StaleNotice />
    </div>
  );
}

/** The frame without its content, while the server says who is signed in. */
export function ShellSkeleton(): ReactNode {
  const { t } = useTranslation('client');
  return (
    <div className={s['frame']} aria-busy="true" role="status" aria-label={t('shell.loading')}>
      <div className={s['nav']} />
      <div className={s['column']}>
        <div className={s['top']} />
        <div className={s['main']}>
          <Skeleton width="40%" height={28} />
        </div>
      </div>
    </div>
  );
}
