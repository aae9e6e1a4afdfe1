import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/IconButton.tsx';
import s from './Ticket.module.css';

/** The title, changed where it stands: Enter saves, Escape takes it back. */
export function EditableTitle({ ticket, onSave }: { ticket: TicketForTech; onSave: (title: string) => Promise<boolean> }): ReactNode {
  const { t } = useTranslation('tech');
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null)
    return (
      <div className={s['titleLine']}>
        <h1 dir="auto">{ticket.title}</h1>
        {ticket.can.update && (
          <IconButton
            icon="edit"
            iconSize={16}
            label={t('ticket.editTitle')}
            className={s['onHover'] ?? ''}
            onClick={() => setDraft(ticket.title)}
          />
        )}
      </div>
    );
  const save = () => {
    const title = draft.trim();
    setDraft(null);
    // A refused title is offered again, so that nobody types it twice.
    if (title !== '' && title !== ticket.title) void onSave(title).then((saved) => !saved && setDraft(title));
  };
  return (
    <input
      className={s['titleInput']}
      aria-label={t('field.title')}
      dir="auto"
      maxLength={300}
      // biome-ignore lint/a11y/noAutofocus: opened by the person to write into
      autoFocus
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) save();
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}
