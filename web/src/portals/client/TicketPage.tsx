import { markRead } from '@portico/contracts/tickets/routes.ts';
import type { TicketForContact } from '@portico/contracts/tickets/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useParams } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DetailsCard } from '../../features/requests/DetailsCard.tsx';
import { EndDialog } from '../../features/requests/EndDialog.tsx';
import { ReplyBox } from '../../features/requests/ReplyBox.tsx';
import { RequestConversation } from '../../features/requests/RequestConversation.tsx';
import { refreshRequests, requestOf } from '../../features/requests/requests.queries.ts';
import { StatusPanel } from '../../features/requests/StatusPanel.tsx';
import { useOutgoing } from '../../features/requests/use-outgoing.ts';
import { call } from '../../lib/api.ts';
import { boot } from '../../lib/boot.ts';
import { useRoom } from '../../lib/live.ts';
import { shortName } from '../../lib/names.ts';
import { isProblem } from '../../lib/problem.ts';
import { Button } from '../../ui/Button.tsx';
import type { FileInfo } from '../../ui/files.ts';
import { Icon } from '../../ui/Icon.tsx';
import { PageHeader } from '../../ui/Page.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { MissingTicket } from './NotFound.tsx';
import { useMe } from './session-query.ts';
import s from './TicketPage.module.css';

const Lightbox = lazy(() => import('../../ui/Lightbox.tsx'));

export function TicketPage(): ReactNode {
  const { t } = useTranslation('client');
  const { number } = useParams({ from: '/tickets/$number' });
  const wanted = /^\d{1,9}$/.test(number) ? Number(number) : 0;
  const found = useQuery({ ...requestOf(wanted), enabled: wanted > 0 });
  if (wanted === 0 || (isProblem(found.error) && found.error.status === 404)) return <MissingTicket number={number} />;
  if (found.data) return <Ticket key={found.data.id} ticket={found.data} />;
  if (found.isError) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <div className={s['grid']} data-page="ticket">
      <SkeletonText lines={6} label={t('ticket.loading')} />
    </div>
  );
}

function Ticket({ ticket }: { ticket: TicketForContact }): ReactNode {
  const { t } = useTranslation('client');
  const me = useMe();
  const location = useLocation();
  const [ending, setEnding] = useState<'close' | 'reopen' | null>(null);
  const [shown, setShown] = useState<{ files: readonly FileInfo[]; index: number } | null>(null);
  const outgoing = useOutgoing(ticket.id);
  const isNew = (location.state as { created?: boolean }).created === true;
  useRoom(`ticket:${ticket.id}`);
  useMarkRead(ticket);
  const owner = ticket.contact.id === me.id ? t('ticket.openedByYou') : t('ticket.openedBy', { name: ticket.contact.name });
  return (
    <div className={s['grid']} data-page="ticket">
      <div className={s['talk']}>
        <PageHeader
          title={ticket.title}
          heading={<bdi>{ticket.title}</bdi>}
          back={
            <Link to="/tickets" className={s['back']}>
              <Icon name="chevron-start" size={16} />
              {t('nav.tickets')}
            </Link>
          }
          intro={
            <span className={s['intro']}>
              {t('ticket.number', { number: ticket.number })} · {owner} · <TimeAgo at={ticket.createdAt} form="stamp" />
            </span>
          }
        />
        {isNew && ticket.closedAt === null && (
          <Banner tone="good" title={t('created.title')} live>
            {t('created.body')}
          </Banner>
        )}
        <StatusPanel
          ticket={ticket}
          action={ticket.can.reopen && <Button onClick={() => setEnding('reopen')}>{t('ticket.reopen')}</Button>}
        />
        <RequestConversation
          ticket={ticket}
          me={me}
          provider={boot().brandName}
          outgoing={outgoing}
          onOpenFile={(files, index) => setShown({ files, index })}
        />
        {ticket.can.comment && (
          <ReplyBox
            ticketId={ticket.id}
            to={ticket.assignee ? shortName(ticket.assignee.name) : ''}
            startOpen={location.hash === 'reply'}
            onSend={outgoing.send}
          />
        )}
      </div>
      <DetailsCard ticket={ticket} meId={me.id} onClose={() => setEnding('close')} onReopen={() => setEnding('reopen')} />
      {ending && <EndDialog ticket={ticket} act={ending} onDone={() => setEnding(null)} />}
      {shown && (
        <Suspense>
          <Lightbox
            files={shown.files}
            index={shown.index}
            onIndex={(index) => setShown({ ...shown, index })}
            onClose={() => setShown(null)}
          />
        </Suspense>
      )}
    </div>
  );
}

/** What is on screen is read; a page in a hidden tab has not been looked at. */
function useMarkRead(ticket: TicketForContact): void {
  const client = useQueryClient();
  const { id, isUnread, updatedAt } = ticket;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer entry is unread anew
  useEffect(() => {
    if (!isUnread) return;
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', look);
      call(markRead, { params: { id }, body: {} }).then(
        () => refreshRequests(client),
        // It stays unread; the next look marks it.
        () => undefined,
      );
    };
    document.addEventListener('visibilitychange', look);
    look();
    return () => document.removeEventListener('visibilitychange', look);
  }, [client, id, isUnread, updatedAt]);
}
