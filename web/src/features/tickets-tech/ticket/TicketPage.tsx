import { useMediaQuery } from '@mantine/hooks';
import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../../lib/problem.ts';
import { useDocumentTitle } from '../../../lib/use-document-title.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { EmptyState, ErrorState, SkeletonText } from '../../../ui/States.tsx';
import { useMarkRead, useTicket } from '../shared/use-ticket.ts';
import { useTicketActions } from '../shared/use-ticket-actions.ts';
import { SidePanel } from './SidePanel.tsx';
import s from './Ticket.module.css';
import { TicketQueue } from './TicketQueue.tsx';
import { TicketWork } from './TicketWork.tsx';

export interface TicketPageProps {
  readonly number: number;
  readonly compose: 'reply' | 'note' | undefined;
  readonly onComposed: () => void;
  readonly onOpen: (number: number) => void;
  readonly onBack: () => void;
  /** Told what is shown, so that its tab can say so. */
  readonly onShown: (ticket: TicketForTech) => void;
}
const LOOKED_MS = 1200;

/** Queue, conversation, details. */
export function TicketPage({ number, compose, onComposed, onOpen, onBack, onShown }: TicketPageProps): ReactNode {
  const { t } = useTranslation('tech');
  const { data: ticket, error, refetch } = useTicket(number);
  const actions = useTicketActions();
  const [details, setDetails] = useState(false);
  const hasQueue = useMediaQuery('(min-width: 1180px)', undefined, { getInitialValueInEffect: false }) ?? true;
  const hasSide = useMediaQuery('(min-width: 980px)', undefined, { getInitialValueInEffect: false }) ?? true;
  useDocumentTitle(ticket ? `${ticket.number} ${ticket.title}` : String(number));
  useMarkRead(ticket, LOOKED_MS);
  useEffect(() => {
    if (ticket) onShown(ticket);
  }, [ticket, onShown]);

  const missing = isProblem(error) && error.status === 404;
  return (
    <main id="main" className={s['page']}>
      {hasQueue && <TicketQueue number={number} onOpen={onOpen} />}
      {ticket ? (
        <TicketWork
          key={ticket.id}
          ticket={ticket}
          actions={actions}
          compose={compose}
          onComposed={onComposed}
          onBack={onBack}
          onDetails={() => setDetails(true)}
        />
      ) : missing ? (
        <section className={s['center']}>
          <EmptyState title={t('ticket.missing', { number })} actions={<Button onClick={onBack}>{t('ticket.back')}</Button>}>
            {t('ticket.missingBody')}
          </EmptyState>
        </section>
      ) : error ? (
        <section className={s['center']}>
          <ErrorState error={error} onRetry={() => void refetch()} />
        </section>
      ) : (
        <section className={s['center']}>
          <div className={s['head']}>
            <SkeletonText lines={3} label={t('ticket.loading')} />
          </div>
          <div className={s['timeline']}>
            <SkeletonText lines={9} label={t('ticket.loading')} />
          </div>
        </section>
      )}
      {hasSide && (
        <aside className={s['side']} aria-label={t('side.label')}>
          {ticket && <SidePanel ticket={ticket} actions={actions} />}
        </aside>
      )}
      {ticket && (
        <Dialog open={details} onClose={() => setDetails(false)} title={t('side.label')}>
          <div className={s['sideDialog']}>
            <SidePanel ticket={ticket} actions={actions} />
          </div>
        </Dialog>
      )}
    </main>
  );
}
