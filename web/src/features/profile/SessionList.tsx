import { listSessions, revokeOtherSessions, revokeSession } from '@portico/contracts/access/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type Reply } from '../../lib/api.ts';
import { keyOf, read } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { Pill } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Profile.module.css';

type Session = Reply<typeof listSessions>['items'][number];

/** Where this account is signed in; each place can be signed out from here. */
export function SessionList(): ReactNode {
  const { t } = useTranslation('profile');
  const client = useQueryClient();
  const found = useQuery(read(listSessions, {}));
  const run = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      toast({ icon: 'check-circle', text: done });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'profile') });
    }
    await client.invalidateQueries({ queryKey: keyOf(listSessions) });
  };
  const endOthers = async () => {
    const sure = await confirm({
      title: t('sessions.othersTitle'),
      body: t('sessions.othersBody'),
      act: t('sessions.others'),
      keep: t('sessions.keep'),
      danger: true,
      icon: 'sign-out',
    });
    if (sure) await run(() => call(revokeOtherSessions, {}), t('sessions.othersDone'));
  };
  if (found.isPending) return <SkeletonRows rows={2} label={t('loading')} />;
  if (found.isError && !found.data) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const sessions: readonly Session[] = found.data?.items ?? [];
  return (
    <>
      <ul className={s['sessions']}>
        {sessions.map((session) => (
          <li key={session.id}>
            <Icon name={/iphone|android|ipad/i.test(session.device) ? 'phone' : 'laptop'} />
            <div className={s['device']}>
              <div>
                <bdi>{session.device}</bdi>
                {session.isCurrent && <Pill tone="good">{t('sessions.current')}</Pill>}
              </div>
              <div className={s['hint']}>
                {session.ip && <bdi dir="ltr">{session.ip}</bdi>} · {t('sessions.seen')} <TimeAgo at={session.lastSeenAt} />
              </div>
            </div>
            {!session.isCurrent && (
              <Button
                aria-label={t('sessions.endNamed', { device: session.device })}
                onClick={() => void run(() => call(revokeSession, { params: { id: session.id } }), t('sessions.ended'))}
              >
                {t('sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <div className={s['others']}>
          <Button kind="subtle" icon="sign-out" onClick={() => void endOthers()}>
            {t('sessions.others')}
          </Button>
        </div>
      )}
    </>
  );
}
