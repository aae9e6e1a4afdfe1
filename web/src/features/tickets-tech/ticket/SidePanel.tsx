import { removeParticipant } from '@portico/contracts/tickets/routes.ts';
import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../../lib/for-tech.ts';
import { sayError } from '../../../lib/say-problem.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { toast } from '../../../ui/toast-store.ts';
import { AddPerson } from '../shared/AddPerson.tsx';
import { OtherTickets } from '../shared/OtherTickets.tsx';
import { person } from '../shared/person.ts';
import { RequesterLine } from '../shared/RequesterLine.tsx';
import { refreshTickets } from '../shared/ticket-cache.ts';
import type { TicketActions } from '../shared/use-ticket-actions.ts';
import { Properties } from './Properties.tsx';
import s from './Side.module.css';

/** Everything about the ticket that is not the conversation. */
export function SidePanel({ ticket, actions }: { ticket: TicketForTech; actions: TicketActions }): ReactNode {
  const { t } = useTranslation('tech');
  return (
    <>
      <section>
        <h2 className={s['hidden']}>{t('side.properties')}</h2>
        <Properties ticket={ticket} actions={actions} />
      </section>
      <section>
        <div className={s['head']}>
          <h3>{t('side.people')}</h3>
          {ticket.can.addParticipants && <AddPerson ticket={ticket} part="cc" />}
        </div>
        <div className={s['people']}>
          <RequesterLine ticket={ticket} />
          {ticket.contactPhone && (
            <div className={s['contactData']}>
              <Icon name="phone" size={16} />
              <bdi>{ticket.contactPhone}</bdi>
            </div>
          )}
          {ticket.contactEmail && (
            <div className={s['contactData']}>
              <Icon name="mail" size={16} />
              <bdi>{ticket.contactEmail}</bdi>
            </div>
          )}
          <Participants ticket={ticket} part="cc" />
        </div>
        <Link to="/companies/$id" params={{ id: String(ticket.company.id) }} className={s['company']}>
          <Icon name="company" />
          <bdi>{ticket.company.name}</bdi>
        </Link>
      </section>
      <section>
        <div className={s['head']}>
          <h3>{t('side.watchers')}</h3>
          {ticket.can.addParticipants && <AddPerson ticket={ticket} part="watcher" />}
        </div>
        <div className={s['people']}>
          <Participants ticket={ticket} part="watcher" />
        </div>
      </section>
      <div className={s['others']}>
        <OtherTickets contact={ticket.contact} without={ticket.id} />
      </div>
      <Attributes attributes={ticket.attributes} />
    </>
  );
}

function Participants({ ticket, part }: { ticket: TicketForTech; part: 'cc' | 'watcher' }): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const people = ticket.participants.filter((one) => one.role === part);
  const remove = async (accountId: number) => {
    try {
      await callTech(removeParticipant, { params: { id: ticket.id, accountId }, query: { role: part } });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'tech') });
    }
    refreshTickets(client, ticket.id);
  };
  if (people.length === 0) return part === 'watcher' ? <p className={s['nobody']}>{t('side.noWatchers')}</p> : null;
  return people.map(({ person: one }) => (
    <div key={one.id} className={s['participant']}>
      <Avatar person={person(one)} size={28} />
      <div className={s['words']}>
        <bdi>{one.name}</bdi>
        <span>{part === 'cc' ? t('side.copied') : t('side.watches')}</span>
      </div>
      <IconButton icon="close" iconSize={16} label={t('side.remove', { name: one.name })} onClick={() => void remove(one.id)} />
    </div>
  ));
}

/** What came along with an import; folded away, because it is read once a month. */
function Attributes({ attributes }: { attributes: TicketForTech['attributes'] }): ReactNode {
  const { t } = useTranslation('tech');
  const entries = Object.entries(attributes).filter(([, value]) => value !== null && value !== '');
  if (entries.length === 0) return null;
  return (
    <details className={s['attributes']}>
      <summary>
        <Icon name="chevron-end" size={14} />
        {t('side.imported', { count: entries.length })}
      </summary>
      <dl>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>
              <bdi>{name}</bdi>
            </dt>
            <dd dir="auto">{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
