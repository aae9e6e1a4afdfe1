import { timeline } from '@portico/contracts/tickets/routes.ts';
import { useQuery } from '@tanstack/react-query';
import { createLink } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../../lib/for-tech.ts';
import { ButtonLink } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { ErrorState, SkeletonText } from '../../../ui/States.tsx';
import { PriorityBadge, StatusBadge } from '../../../ui/StatusBadge.tsx';
import { Name, Tag } from '../../../ui/Surface.tsx';
import { DueBadge } from '../shared/DueBadge.tsx';
import { OtherTickets } from '../shared/OtherTickets.tsx';
import { RequesterLine } from '../shared/RequesterLine.tsx';
import { timelineKey } from '../shared/ticket-cache.ts';
import { useMarkRead, useTicket } from '../shared/use-ticket.ts';
import { LatestWords } from './LatestWords.tsx';
import s from './Preview.module.css';

const TicketButton = createLink(ButtonLink);
const LOOKED_MS = 1500;

/** What one needs to decide whether to open the ticket, beside the list. */
export function Preview({
  number,
  chosen,
  pinned,
  onPin,
  onClose,
}: {
  number: number;
  /** The person went to this row; the first row of a fresh list is only shown, not read. */
  chosen: boolean;
  pinned: boolean;
  onPin: (ticket: { number: number; title: string }) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('tech');
  const { data: ticket, error, refetch } = useTicket(number);
  useMarkRead(chosen ? ticket : undefined, LOOKED_MS);
  const latest = useQuery({
    queryKey: [...timelineKey(ticket?.id ?? 0), 'latest'],
    queryFn: ({ signal }) => callTech(timeline, { params: { id: ticket?.id ?? 0 }, query: { limit: 20 } }, { signal }),
    enabled: ticket !== undefined,
  }).data?.items;
  if (error && !ticket) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!ticket)
    return (
      <div className={s['body']}>
        <SkeletonText lines={6} label={t('ticket.loading')} />
      </div>
    );
  const params = { number: String(ticket.number) };
  return (
    <>
      <header className={s['head']}>
        <div className={s['line']}>
          <span className={s['meta']}>
            {ticket.number} · <Name>{ticket.company.name}</Name>
          </span>
          <IconButton
            icon="pin"
            label={pinned ? t('tabs.unpin') : t('tabs.pin')}
            pressed={pinned}
            onClick={() => onPin({ number: ticket.number, title: ticket.title })}
          />
          <IconButton icon="close" label={t('preview.close')} onClick={onClose} />
        </div>
        <h2 dir="auto">{ticket.title}</h2>
        <div className={s['line']}>
          <StatusBadge kind={ticket.status.kind} name={ticket.status.name} />
          <PriorityBadge level={ticket.priority.level} name={ticket.priority.name} />
          <span className={s['end']}>
            <DueBadge ticket={ticket} />
          </span>
        </div>
      </header>
      <div className={s['body']}>
        <LatestWords ticket={ticket} entries={latest} />
        {ticket.tags.length > 0 && (
          <section>
            <h3>{t('side.tags')}</h3>
            <div className={s['tags']}>
              {ticket.tags.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </div>
          </section>
        )}
        <section>
          <h3>{t('side.people')}</h3>
          <RequesterLine ticket={ticket} />
        </section>
        <OtherTickets contact={ticket.contact} without={ticket.id} />
      </div>
      <footer className={s['foot']}>
        <TicketButton
          size="sm"
          kind="primary"
          icon="reply"
          keys="r"
          to="/tickets/$number"
          params={params}
          search={{ compose: 'reply' } as never}
        >
          {t('compose.reply')}
        </TicketButton>
        <TicketButton size="sm" icon="lock" keys="n" to="/tickets/$number" params={params} search={{ compose: 'note' } as never}>
          {t('compose.note')}
        </TicketButton>
        <TicketButton size="sm" kind="subtle" to="/tickets/$number" params={params} className={s['end'] ?? ''}>
          {t('preview.open')} <Kbd keys="enter" />
        </TicketButton>
      </footer>
    </>
  );
}
