import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { EmptyState } from '../../ui/States.tsx';
import { linkClass } from './links.tsx';

/** A page that is not there. */
export function NotFound(): ReactNode {
  return <Missing />;
}

/** A ticket that is not there, or not for this reader; the server does not say which. */
export function MissingTicket({ number }: { number: string }): ReactNode {
  return <Missing ticket={number} />;
}

function Missing({ ticket }: { ticket?: string }): ReactNode {
  const { t } = useTranslation('client');
  useDocumentTitle(t('missing.title'));
  return (
    <EmptyState
      level={1}
      title={ticket ? t('missing.ticket', { number: ticket }) : t('missing.title')}
      actions={
        <>
          <Link to="/tickets" className={linkClass}>
            {t('missing.tickets')}
          </Link>
          <Link to="/" className={linkClass}>
            {t('missing.home')}
          </Link>
        </>
      }
    >
      {ticket ? t('missing.ticketBody') : t('missing.body')}
    </EmptyState>
  );
}
