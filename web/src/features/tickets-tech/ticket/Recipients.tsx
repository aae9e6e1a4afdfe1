import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../../ui/Avatar.tsx';
import { AddPerson } from '../shared/AddPerson.tsx';
import { person } from '../shared/person.ts';
import s from './Ticket.module.css';

/** Who gets the reply by mail: the requester and whoever is copied. */
export function Recipients({ ticket }: { ticket: TicketForTech }): ReactNode {
  const { t } = useTranslation('tech');
  const copied = ticket.participants.filter((one) => one.role === 'cc');
  return (
    <>
      <span className={s['toWord']}>{t('compose.to')}</span>
      <span className={s['recipient']} title={ticket.contactEmail ?? undefined}>
        <Avatar person={person(ticket.contact)} size={20} />
        <bdi>{ticket.contact.name}</bdi>
      </span>
      {copied.length > 0 && <span className={s['toWord']}>{t('compose.copy')}</span>}
      {copied.map((one) => (
        <span key={one.person.id} className={s['recipient']}>
          <Avatar person={person(one.person)} size={20} />
          <bdi>{one.person.name}</bdi>
        </span>
      ))}
      {!ticket.contactEmail && <span className={s['noMail']}>{t('compose.noMail')}</span>}
      {ticket.can.addParticipants && (
        <span className={s['headEnd']}>
          <AddPerson ticket={ticket} part="cc" />
        </span>
      )}
    </>
  );
}
