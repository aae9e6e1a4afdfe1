import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { TicketList } from '../../../features/tickets-tech/list/TicketList.tsx';
import { openNewTicket } from '../new-ticket.ts';
import { pinTab, unpinTab, usePinnedNumbers } from '../tabs-store.ts';

export function Tickets(): ReactNode {
  const navigate = useNavigate();
  const pinned = usePinnedNumbers();
  return (
    <TicketList
      onOpen={(number, compose) =>
        void navigate({ to: '/tickets/$number', params: { number: String(number) }, search: (compose ? { compose } : {}) as never })
      }
      onNew={() => openNewTicket(null)}
      pinned={pinned}
      onPin={(ticket) => (pinned.has(ticket.number) ? unpinTab(ticket.number) : pinTab(ticket))}
    />
  );
}
