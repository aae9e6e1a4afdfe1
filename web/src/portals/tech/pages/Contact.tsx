import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ContactPage } from '../../../features/people-tech/ContactPage.tsx';
import { TicketRows } from '../../../features/tickets-tech/TicketRows.tsx';
import { openNewTicket } from '../new-ticket.ts';
import { Stray } from './Stray.tsx';

export function Contact(): ReactNode {
  const id = Number((useParams({ strict: false }) as { id?: string }).id);
  if (!Number.isInteger(id) || id < 1) return <Stray />;
  return <ContactPage key={id} id={id} tickets={<TicketRows of={{ contactId: id }} />} onNewTicket={openNewTicket} />;
}
