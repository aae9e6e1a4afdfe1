import type { TicketForContact } from '@portico/contracts/tickets/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../../ui/class-names.ts';
import { StatusIcon } from '../../ui/StatusBadge.tsx';
import s from './Requests.module.css';
import { shapeOf, standingOf, statusAdvice, statusSentence } from './status-sentence.ts';

/** Where it stands and what happens next, before anything else on the page. */
export function StatusPanel({ ticket, action }: { ticket: TicketForContact; action?: ReactNode }): ReactNode {
  const { t } = useTranslation('client');
  const standing = standingOf(ticket);
  return (
    <section className={cx(s['panel'], s[standing])} aria-label={t('ticket.standing')}>
      <span className={s['panelIcon']}>
        <StatusIcon kind={shapeOf(ticket)} size={20} />
      </span>
      <div className={s['panelWords']} aria-live="polite">
        <h2>{statusSentence(ticket, t)}</h2>
        <p>{statusAdvice(ticket, t)}</p>
      </div>
      {action}
    </section>
  );
}
