import { endAccountSession, endAccountSessions, listAccountSessions } from '@portico/contracts/access/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../Button.tsx';
import { confirm } from '../ConfirmDialog.tsx';
import { Icon } from '../Icon.tsx';
import { ErrorState, SkeletonRows } from '../States.tsx';
import { TimeAgo } from '../TimeAgo.tsx';
import { toast } from '../toast-store.ts';
import { FormCard } from './FormCard.tsx';
import { RouterButton } from './links.tsx';
import s from './SessionsPanel.module.css';

interface SessionsPanelProps {
  readonly person: { readonly id: number; readonly name: string };
  /** Sessions of techs are for master administrators. */
  readonly locked?: boolean;
}

/** Where somebody is signed in, with a way to end it, and the way to his part of the sign-in log. */
export function SessionsPanel({ person, locked = false }: SessionsPanelProps): ReactNode {
  const { t } = useTranslation('records');
  return (
    <FormCard title={t('sessions.title')} hint={t('sessions.hint', { name: person.name })}>
      {locked ? <p className={s['quiet']}>{t('sessions.locked')}</p> : <Places person={person} />}
      {!locked && (
        <div>
          <RouterButton icon="list" to="/sign-in-log" search={{ accountId: String(person.id) } as never}>
            {t('sessions.log')}
          </RouterButton>
        </div>
      )}
    </FormCard>
  );
}

function Places({ person }: Pick<SessionsPanelProps, 'person'>): ReactNode {
  const { t } = useTranslation('records');
  const queries = useQueryClient();
  const input = { params: { id: person.id } };
  const found = useQuery(readTech(listAccountSessions, input));
  const run = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      toast({ icon: 'check-circle', text: done });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
    await queries.invalidateQueries({ queryKey: keyOf(listAccountSessions, input) });
  };
  const endAll = async () => {
    const sure = await confirm({
      title: t('sessions.allTitle', { name: person.name }),
      body: t('sessions.allBody'),
      act: t('sessions.all'),
      keep: t('sessions.keep'),
      danger: true,
      icon: 'sign-out',
    });
    if (sure) await run(() => callTech(endAccountSessions, input), t('sessions.allDone'));
  };
  if (found.isError && !found.data) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <SkeletonRows rows={1} label={t('sessions.title')} />;
  const { items } = found.data;
  if (items.length === 0) return <p className={s['quiet']}>{t('sessions.none')}</p>;
  return (
    <>
      <ul className={s['list']}>
        {items.map((session) => (
          <li key={session.id}>
            <Icon name={/iphone|android|ipad/i.test(session.device) ? 'phone' : 'laptop'} />
            <div className={s['place']}>
              <bdi>{session.device}</bdi>
              <span className={s['quiet']}>
                {session.ip && <bdi dir="ltr">{session.ip}</bdi>} · {t('sessions.seen')} <TimeAgo at={session.lastSeenAt} />
              </span>
            </div>
            <Button
              size="sm"
              aria-label={t('sessions.endNamed', { device: session.device })}
              onClick={() =>
                void run(() => callTech(endAccountSession, { params: { id: person.id, sessionId: session.id } }), t('sessions.ended'))
              }
            >
              {t('sessions.end')}
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button kind="subtle" icon="sign-out" onClick={() => void endAll()}>
          {t('sessions.all')}
        </Button>
      </div>
    </>
  );
}
