import { get } from '@portico/contracts/contacts/routes.ts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { callTech } from '../../../lib/for-tech.ts';
import { openNewTicket } from '../new-ticket.ts';

/** `/tech/new?contactId=7`: other systems open the form this way, filled in. */
export function New(): ReactNode {
  const navigate = useNavigate();
  const { contactId } = useSearch({ strict: false }) as { contactId?: string };
  useEffect(() => {
    const id = Number(contactId);
    const found = Number.isInteger(id) && id > 0 ? callTech(get, { params: { id } }).catch(() => null) : Promise.resolve(null);
    void found.then((contact) => {
      openNewTicket(contact && { id: contact.id, name: contact.name, company: contact.company.name });
      void navigate({ to: '/tickets', replace: true });
    });
  }, [contactId, navigate]);
  return <main id="main" />;
}
