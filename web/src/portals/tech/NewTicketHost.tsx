import { useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../ui/toast-store.ts';
import { closeNewTicket, useNewTicket } from './new-ticket.ts';

const NewTicket = lazy(() => import('../../features/tickets-tech/NewTicket.tsx').then((module) => ({ default: module.NewTicket })));

export function NewTicketHost(): ReactNode {
  const { t } = useTranslation('tech');
  const asked = useNewTicket();
  const navigate = useNavigate();
  if (!asked) return null;
  return (
    <Suspense>
      <NewTicket
        contact={asked.contact}
        onClose={closeNewTicket}
        onCreated={({ number }) => {
          closeNewTicket();
          toast({ icon: 'check-circle', text: t('new.created', { number }) });
          void navigate({ to: '/tickets/$number', params: { number: String(number) } });
        }}
      />
    </Suspense>
  );
}
