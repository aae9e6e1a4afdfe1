import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useCallback } from 'react';
import { keptList } from '../../../features/tickets-tech/list/list-search.ts';
import { TicketPage } from '../../../features/tickets-tech/ticket/TicketPage.tsx';
import { showTab } from '../tabs-store.ts';
import { Stray } from './Stray.tsx';

export function Ticket(): ReactNode {
  const navigate = useNavigate();
  const { number: text = '' } = useParams({ strict: false }) as { number?: string };
  const { compose } = useSearch({ strict: false }) as { compose?: string };
  const number = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null;
  const onShown = useCallback(
    (ticket: TicketForTech) => showTab({ number: ticket.number, title: ticket.title, kind: ticket.status.kind }),
    [],
  );
  const onComposed = useCallback(
    () => void navigate({ to: '/tickets/$number', params: { number: text }, search: {} as never, replace: true }),
    [navigate, text],
  );
  if (number === null) return <Stray />;
  return (
    <TicketPage
      key={number}
      number={number}
      compose={compose === 'reply' || compose === 'note' ? compose : undefined}
      onComposed={onComposed}
      onOpen={(next) => void navigate({ to: '/tickets/$number', params: { number: String(next) } })}
      onBack={() => void navigate({ to: '/tickets', search: { ...keptList(), open: number } as never })}
      onShown={onShown}
    />
  );
}
