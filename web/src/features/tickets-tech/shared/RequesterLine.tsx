import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../../ui/Avatar.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Pill } from '../../../ui/Surface.tsx';
import { person } from './person.ts';
import s from './Shared.module.css';

/** Who asks, what they are, and how to reach them. */
export function RequesterLine({ ticket }: { ticket: TicketForTech }): ReactNode {
  const { t } = useTranslation('tech');
  const { contact, contactPhone: phone, contactEmail: email } = ticket;
  return (
    <div className={s['person']}>
      <Avatar person={person(contact)} size={28} />
      <div className={s['personText']}>
        <div className={s['personName']}>
          <Link to="/contacts/$id" params={{ id: String(contact.id) }}>
            <bdi>{contact.name}</bdi>
          </Link>
          {ticket.isVip && <Pill tone="brand">{t('list.vip')}</Pill>}
        </div>
        <div className={s['personNote']}>
          {ticket.contactTitle ? `${ticket.contactTitle} · ` : ''}
          {t('side.requester')}
        </div>
      </div>
      {phone && (
        <a
          className={s['reach']}
          href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}
          title={phone}
          aria-label={t('side.call', { name: contact.name, phone })}
        >
          <Icon name="phone" />
        </a>
      )}
      {email && (
        <a className={s['reach']} href={`mailto:${email}`} title={email} aria-label={t('side.mail', { name: contact.name, email })}>
          <Icon name="mail" />
        </a>
      )}
    </div>
  );
}
