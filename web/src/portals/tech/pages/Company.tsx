import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CompanyPage } from '../../../features/people-tech/Companies.tsx';
import { TicketRows } from '../../../features/tickets-tech/TicketRows.tsx';
import { Stray } from './Stray.tsx';

export function Company(): ReactNode {
  const id = Number((useParams({ strict: false }) as { id?: string }).id);
  if (!Number.isInteger(id) || id < 1) return <Stray />;
  return <CompanyPage key={id} id={id} tickets={<TicketRows of={{ companyId: id }} />} />;
}
