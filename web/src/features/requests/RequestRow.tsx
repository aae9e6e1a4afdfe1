import type { TicketItemForContact } from '@portico/contracts/tickets/shapes.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/Avatar.tsx';
import { cx } from '../../ui/class-names.ts';
import { RoomyRow } from '../../ui/ListRow.tsx';
import { Hidden } from '../../ui/LiveRegion.tsx';
import { StatusIcon } from '../../ui/StatusBadge.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { Highlight } from './Highlight.tsx';
import s from './Requests.module.css';
import { shapeOf, statusSentence } from './status-sentence.ts';

interface RequestRowProps {
  readonly ticket: TicketItemForContact;
  readonly query?: string;
  /** Says whose it is, where several people's tickets stand together. */
  readonly showOwner?: boolean;
  /** With a search: the newest words, so that a hit inside the conversation can be seen. */
  readonly showWords?: boolean;
}

/** One ticket in the portal's lists: shape, title, and the sentence that says where it stands. */
export function RequestRow({ ticket, query = '', showOwner, showWords }: RequestRowProps): ReactNode {
  const { t } = useTranslation('client');
  return (
    <RoomyRow
      mark={<StatusIcon kind={shapeOf(ticket)} size={18} />}
      title={
        <Link to="/tickets/$number" params={{ number: String(ticket.number) }} className={cx(ticket.isUnread && s['unread'])}>
          {ticket.isUnread && (
            <span className={s['dot']}>
              <Hidden>{t('row.unread')} </Hidden>
            </span>
          )}
          <Highlight text={ticket.title} query={query} />
        </Link>
      }
      line={
        <>
          <span className={s['facts']}>
            <span>{statusSentence(ticket, t)}</span>
            <span>
              {ticket.closedAt ? t('row.closed') : t('row.updated')} <TimeAgo at={ticket.closedAt ?? ticket.updatedAt} />
            </span>
            {showOwner && <bdi>{ticket.contact.name}</bdi>}
            {ticket.contactGroup && <bdi>{ticket.contactGroup.name}</bdi>}
            <span className={s['number']}>#{ticket.number}</span>
          </span>
          {showWords && ticket.excerpt && (
            <span className={s['excerpt']}>
              <Highlight text={ticket.excerpt} query={query} />
            </span>
          )}
        </>
      }
    />
  );
}

/** A ticket that waits for the reader: who asks, and what. */
export function WaitingRow({ ticket, action }: { ticket: TicketItemForContact; action: ReactNode }): ReactNode {
  const { t } = useTranslation('client');
  const asker = ticket.assignee;
  return (
    <RoomyRow
      mark={<Avatar person={asker ? { id: asker.id, name: asker.name, pictureUrl: asker.picture } : null} size={40} />}
      title={
        <Link to="/tickets/$number" params={{ number: String(ticket.number) }}>
          <bdi>{ticket.title}</bdi>
        </Link>
      }
      line={
        <>
          {statusSentence(ticket, t)}
          {ticket.excerpt && (
            <>
              : <q dir="auto">{short(ticket.excerpt)}</q>
            </>
          )}
        </>
      }
      actions={action}
    />
  );
}

const MOST = 90;
const short = (text: string): string => {
  const chars = Array.from(text);
  return chars.length <= MOST
    ? text
    : `${chars
        .slice(0, MOST - 1)
        .join('')
        .trimEnd()}…`;
};
