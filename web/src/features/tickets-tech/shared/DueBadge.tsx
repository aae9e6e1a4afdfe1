import type { TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCountdown, fullStamp } from '../../../lib/time.ts';
import { useNow, usePlace } from '../../../lib/use-place.ts';
import { SlaBadge } from '../../../ui/StatusBadge.tsx';

const SOON_MS = 2 * 3_600_000;

/** Time left until the ticket is due: neutral until it is tight, and nothing once it is closed. */
export function DueBadge({ ticket }: { ticket: Pick<TicketItemForTech, 'dueAt' | 'status'> }): ReactNode {
  const { t } = useTranslation('tech');
  const place = usePlace();
  const now = useNow();
  if (ticket.dueAt === null || ticket.status.isClosed) return null;
  const left = Date.parse(ticket.dueAt) - now;
  const text = formatCountdown(left, place.locale);
  const at = fullStamp(ticket.dueAt, place);
  const label = left < 0 ? t('due.wasAt', { at }) : t('due.at', { at });
  return (
    <span title={label}>
      <SlaBadge state={left < 0 ? 'breached' : left <= SOON_MS ? 'soon' : 'ok'} text={text} label={`${label} (${text})`} />
    </span>
  );
}
