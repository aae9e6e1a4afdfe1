import { removeParticipant } from '@portico/contracts/tickets/routes.ts';
import type { TicketForContact } from '@portico/contracts/tickets/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { TextButton } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Details } from '../../ui/Page.tsx';
import { PriorityBadge } from '../../ui/StatusBadge.tsx';
import { Card } from '../../ui/Surface.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { toast } from '../../ui/toast-store.ts';
import { AddColleague } from './AddColleague.tsx';
import s from './Requests.module.css';
import { refreshRequests } from './requests.queries.ts';

interface DetailsCardProps {
  readonly ticket: TicketForContact;
  readonly meId: number;
  readonly onClose: () => void;
  readonly onReopen: () => void;
}

/** What is known about the ticket, who takes part, and the rare acts. */
export function DetailsCard({ ticket, meId, onClose, onReopen }: DetailsCardProps): ReactNode {
  const { t } = useTranslation('client');
  const [adding, setAdding] = useState(false);
  const { assignee } = ticket;
  const items = [
    {
      name: t('details.with'),
      value: assignee ? (
        <>
          <Avatar person={{ id: assignee.id, name: assignee.name, pictureUrl: assignee.picture }} size={20} />
          <bdi>{assignee.name}</bdi>
        </>
      ) : (
        t('details.nobodyYet')
      ),
    },
    ...(ticket.team ? [{ name: t('details.team'), value: <bdi>{ticket.team.name}</bdi> }] : []),
    ...(ticket.contactGroup ? [{ name: t('details.group'), value: <bdi>{ticket.contactGroup.name}</bdi> }] : []),
    { name: t('details.priority'), value: <PriorityBadge level={ticket.priority.level} name={ticket.priority.name} /> },
    ...(ticket.serviceType ? [{ name: t('details.service'), value: <bdi>{ticket.serviceType.name}</bdi> }] : []),
    { name: t('details.opened'), value: <TimeAgo at={ticket.createdAt} form="stamp" /> },
    ...(ticket.closedAt ? [{ name: t('details.closed'), value: <TimeAgo at={ticket.closedAt} form="stamp" /> }] : []),
  ];
  return (
    <Card className={s['side']} aria-label={t('details.title')}>
      <Details items={items} />
      <hr />
      <People ticket={ticket} meId={meId} />
      {ticket.can.addParticipants && (
        <TextButton className={s['add']} onClick={() => setAdding(true)}>
          {t('people.add')}
        </TextButton>
      )}
      <hr />
      <div className={s['sideActs']}>
        {ticket.can.close && <TextButton onClick={onClose}>{t('ticket.close')}</TextButton>}
        {ticket.can.reopen && <TextButton onClick={onReopen}>{t('ticket.reopen')}</TextButton>}
        <TextButton onClick={() => print()}>{t('ticket.print')}</TextButton>
      </div>
      {adding && <AddColleague ticket={ticket} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function People({ ticket, meId }: { ticket: TicketForContact; meId: number }): ReactNode {
  const { t } = useTranslation('client');
  const client = useQueryClient();
  const remove = async (accountId: number) => {
    try {
      await call(removeParticipant, { params: { id: ticket.id, accountId }, query: { role: 'cc' } });
      await refreshRequests(client);
      toast({ icon: 'check-circle', text: t('people.removed') });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'client') });
    }
  };
  return (
    <ul className={s['people']} aria-label={t('people.title')}>
      {ticket.participants.map(({ person, role }) => (
        <li key={`${role}${person.id}`}>
          <Avatar person={{ id: person.id, name: person.name, pictureUrl: person.picture }} size={24} />
          <bdi>{person.id === meId ? t('ticket.you') : person.name}</bdi>
          {role === 'cc' && (person.id === meId || ticket.can.addParticipants) && (
            <IconButton
              icon="close"
              iconSize={16}
              label={person.id === meId ? t('people.leave') : t('people.remove', { name: person.name })}
              onClick={() => void remove(person.id)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
