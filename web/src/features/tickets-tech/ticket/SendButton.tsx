import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SplitButton } from '../../../ui/SplitButton.tsx';
import { StatusIcon } from '../../../ui/StatusBadge.tsx';
import { statusesFor, useDesk } from '../shared/desk.ts';
import type { Mode } from './use-composer-draft.ts';

const OURS_TO_DO: ReadonlySet<string> = new Set(['new', 'progress', 'waiting-other']);

/** Names what happens: "Send, set Waiting for customer". The other outcomes are in its second half. */
export function SendButton({
  ticket,
  mode,
  disabled,
  onSend,
  onDefault,
}: {
  ticket: TicketForTech;
  mode: Mode;
  disabled: boolean;
  onSend: (statusId: number | null) => void;
  /** What Ctrl+Enter will set. */
  onDefault: (statusId: number | null) => void;
}): ReactNode {
  const { t } = useTranslation('tech');
  const desk = useDesk();
  const { own } = statusesFor(desk, ticket.queue.id);
  const [chosen, setChosen] = useState<{ mode: Mode; statusId: number | null } | null>(null);
  // After an answer it is the customer's turn, unless the ticket waits for something else anyway.
  const usual =
    mode === 'reply' && OURS_TO_DO.has(ticket.status.kind) ? (own.find((status) => status.kind === 'waiting-you')?.id ?? null) : null;
  const statusId = chosen?.mode === mode ? chosen.statusId : usual;
  const status = desk.statuses.find((row) => row.id === statusId);
  useEffect(() => onDefault(statusId), [onDefault, statusId]);
  const sends = mode === 'reply';
  const label = status
    ? t(sends ? 'compose.sendSet' : 'compose.saveSet', { status: status.name })
    : t(sends ? 'compose.send' : 'compose.saveNote');
  const pick = (id: number | null) => {
    setChosen({ mode, statusId: id });
    onDefault(id);
  };
  return (
    <SplitButton
      kind={sends ? 'primary' : 'internal'}
      {...(sends ? {} : { icon: 'lock' as const })}
      label={label}
      moreLabel={t('compose.outcome')}
      disabled={disabled}
      onPress={() => onSend(statusId)}
      items={[
        { label: t('compose.keepStatus', { status: ticket.status.name }), checked: statusId === null, onSelect: () => pick(null) },
        'divider',
        { heading: t('compose.andSet') },
        ...own
          .filter((row) => row.id !== ticket.status.id)
          .map((row) => ({
            id: String(row.id),
            label: row.name,
            mark: <StatusIcon kind={row.kind} />,
            checked: row.id === statusId,
            onSelect: () => pick(row.id),
          })),
      ]}
    />
  );
}
