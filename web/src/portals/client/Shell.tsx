import { getSession } from '@portico/contracts/access/routes.ts';
import { getProfile } from '@portico/contracts/accounts/routes.ts';
import { listNotices } from '@portico/contracts/notifications/routes.ts';
import { listAvailabilities } from '@portico/contracts/profiles/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { keysOfGroupHint, myGroups } from '../../features/contact-groups/groups.queries.ts';
import { countsOf, keysOfHint } from '../../features/requests/requests.queries.ts';
import { linkLiveToQueries, useRoom } from '../../lib/live.ts';
import { keyOf } from '../../lib/query.ts';
import { KeyHelp } from '../../ui/KeyHelp.tsx';
import { SkipLink } from '../../ui/LiveRegion.tsx';
import { Skeleton } from '../../ui/States.tsx';
import { ImpersonationBanner } from './ImpersonationBanner.tsx';
import { LineState } from './LineState.tsx';
import { SideNav, TabBar } from './Nav.tsx';
import { NewsAlerts } from './NewsAlerts.tsx';
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
  // Names and faces of the people one meets.
  useRoom('people:staff');
  useRoom(me.company ? `people:company-${me.company.id}` : null);
  useRoom(me.seesAllTickets && me.company ? `company-tickets:${me.company.id}` : null);
  const groups = useQuery(myGroups()).data ?? [];
  useEffect(
    () =>
      linkLiveToQueries(client, (hint) =>
        hint.kind.startsWith('notice')
          ? [keyOf(listNotices)]
          : hint.kind === 'account'
            ? [keyOf(getSession), keyOf(getProfile), keyOf(listAvailabilities), ...keysOfHint(hint), ...keysOfGroupHint(hint)]
            : hint.kind === 'availability'
              ? [keyOf(listAvailabilities)]
              : [...keysOfHint(hint), ...keysOfGroupHint(hint), keyOf(listNotices), keyOf(listAvailabilities)],
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
      {!me.seesAllTickets &&
        groups.filter((group) => group.can.seeTickets).map((group) => <Listen key={group.id} room={`group-tickets:${group.id}`} />)}
      <SideNav counts={counts.data} hasGroups={groups.length > 0} />
      <div className={s['column']}>
        <ImpersonationBanner />
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
      <NewsAlerts accountId={me.id} />
    </div>
  );
}

/** A room each: the number of groups changes. */
function Listen({ room }: { room: string }): ReactNode {
  useRoom(room);
  return null;
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
