import { list } from '@portico/contracts/tickets/routes.ts';
import type { TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sitePath } from '../../lib/boot.ts';
import { readTech } from '../../lib/for-tech.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Hidden } from '../../ui/LiveRegion.tsx';
import { ErrorState, SkeletonRows } from '../../ui/States.tsx';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import { Card, CardHeader } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './Home.module.css';

const SHOWN = 6;

/** Work that goes nowhere by itself: past its time first, then what nobody has taken. */
export function WaitingCard({ unassigned, overdue }: { unassigned: number; overdue: number }): ReactNode {
  const { t } = useTranslation('admin');
  const late = useQuery(readTech(list, { query: { due: 'overdue', sort: 'dueAt', limit: SHOWN } }));
  const free = useQuery(readTech(list, { query: { assignee: ['none'], sort: 'dueAt', limit: SHOWN } }));
  const rows = [...(late.data?.items ?? []), ...(free.data?.items ?? [])];
  const shown = [...new Map(rows.map((row) => [row.id, row])).values()].slice(0, SHOWN);
  const failed = late.error ?? free.error;
  return (
    <Card>
      <CardHeader title={t('home.waiting.title')}>
        <span className={s['links']}>
          {overdue > 0 && <a href={sitePath('/tech/tickets?view=overdue')}>{t('home.waiting.overdue', { count: overdue })}</a>}
          {unassigned > 0 && <a href={sitePath('/tech/tickets?view=unassigned')}>{t('home.waiting.unassigned', { count: unassigned })}</a>}
        </span>
      </CardHeader>
      {shown.length > 0 ? (
        <ul className={s['steps']}>
          {shown.map((row) => (
            <Waiting key={row.id} ticket={row} />
          ))}
        </ul>
      ) : late.isPending || free.isPending ? (
        <SkeletonRows rows={4} label={t('loading')} />
      ) : failed ? (
        <ErrorState
          error={failed}
          onRetry={() => {
            void late.refetch();
            void free.refetch();
          }}
        />
      ) : (
        <p className={s['calm']}>{t('home.waiting.none')}</p>
      )}
    </Card>
  );
}

function Waiting({ ticket }: { ticket: TicketItemForTech }): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <li>
      <span className={s['stepWords']}>
        <a className={s['stepName']} href={sitePath(`/tech/tickets/${ticket.number}`)}>
          <bdi>{ticket.title}</bdi>
        </a>
        <span className={s['note']}>
          <StatusBadge kind={ticket.status.kind} name={ticket.status.name} /> · <bdi>{ticket.company.name}</bdi> ·{' '}
          {ticket.assignee ? <bdi>{ticket.assignee.name}</bdi> : t('home.waiting.nobody')}
        </span>
      </span>
      {ticket.dueAt && (
        <span className={s['due']}>
          <Icon name="clock" size={16} />
          <Hidden>{t('home.waiting.due')} </Hidden>
          <TimeAgo at={ticket.dueAt} />
        </span>
      )}
    </li>
  );
}
