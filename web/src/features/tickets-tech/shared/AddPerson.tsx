import { list as listContacts } from '@portico/contracts/contacts/routes.ts';
import { addParticipant } from '@portico/contracts/tickets/routes.ts';
import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../../lib/for-tech.ts';
import { sayError } from '../../../lib/say-problem.ts';
import { Avatar } from '../../../ui/Avatar.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { PickMenu } from '../../../ui/PickMenu.tsx';
import { toast } from '../../../ui/toast-store.ts';
import { useTechs } from './desk.ts';
import { person } from './person.ts';
import { refreshTickets } from './ticket-cache.ts';

/** Copies a colleague of the requester, or lets a tech follow the ticket. */
export function AddPerson({ ticket, part }: { ticket: TicketForTech; part: 'cc' | 'watcher' }): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const techs = useTechs();
  const contacts = useQuery({
    ...readTech(listContacts, { query: { companyId: ticket.company.id, active: true, limit: 100, sort: 'name' } }),
    enabled: open && part === 'cc',
  }).data?.items;
  const there = new Set(ticket.participants.filter((one) => one.role === part).map((one) => one.person.id));
  const people = (part === 'cc' ? (contacts ?? []) : techs).filter((one) => !there.has(one.id) && one.id !== ticket.contact.id);
  const add = async (id: string) => {
    try {
      await callTech(addParticipant, { params: { id: ticket.id }, body: { accountId: Number(id), role: part } });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'tech') });
    }
    refreshTickets(client, ticket.id);
  };
  const label = part === 'cc' ? t('side.addCopy') : t('side.addWatcher');
  return (
    <PickMenu
      open={open}
      onOpen={setOpen}
      align="end"
      label={label}
      value={null}
      options={people.map((one) => ({
        value: String(one.id),
        label: one.name,
        note: one.title ?? undefined,
        mark: <Avatar person={person(one)} size={20} />,
      }))}
      onPick={(id) => void add(id)}
      trigger={<IconButton icon="plus" iconSize={16} label={label} />}
    />
  );
}
