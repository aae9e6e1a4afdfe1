import { deleteComment } from '@portico/contracts/tickets/routes.ts';
import type { CommentForTech, TicketForTech, TimelineEntryForTech } from '@portico/contracts/tickets/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../../lib/for-tech.ts';
import { shortName } from '../../../lib/names.ts';
import { sayError } from '../../../lib/say-problem.ts';
import { TextButton } from '../../../ui/Button.tsx';
import { confirm } from '../../../ui/ConfirmDialog.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { RichTextView } from '../../../ui/RichTextView.tsx';
import { TimeAgo } from '../../../ui/TimeAgo.tsx';
import { TimelineMessage, TimelineNote } from '../../../ui/Timeline.tsx';
import { toast } from '../../../ui/toast-store.ts';
import { FileChips } from '../shared/FileChips.tsx';
import { person } from '../shared/person.ts';
import { refreshTickets } from '../shared/ticket-cache.ts';
import { useNobody } from '../shared/use-nobody.ts';
import { isTold } from './blocks.ts';
import { EditComment } from './EditComment.tsx';
import { ChangeWords } from './EventLine.tsx';
import { HistoryDialog } from './HistoryDialog.tsx';
import s from './Ticket.module.css';

/** One comment, public or internal, with what was changed along with it. */
export function CommentItem({
  ticket,
  entry,
  comment,
  moved,
}: {
  ticket: TicketForTech;
  entry: TimelineEntryForTech;
  comment: CommentForTech;
  /** What happened to the ticket by it, a moment later. */
  moved: TimelineEntryForTech | null;
}): ReactNode {
  const { t } = useTranslation('tech');
  const nobody = useNobody();
  const [mode, setMode] = useState<'read' | 'edit' | 'history'>('read');
  const author = comment.author;
  const internal = comment.visibility === 'internal';
  const Item = internal ? TimelineNote : TimelineMessage;
  const facts = [
    !internal && author?.kind === 'contact' && author.id !== ticket.contact.id && t('ticket.participant'),
    !internal && author?.kind === 'contact' && <bdi key="company">{ticket.company.name}</bdi>,
    !internal && author?.kind === 'tech' && t('ticket.to', { name: shortName(ticket.contact.name) }),
    isTold(entry.via) && t('event.via', { name: entry.via.name }),
    <TimeAgo key="at" at={comment.createdAt} form="stamp" />,
    ...[...entry.changes, ...(moved?.changes ?? [])].map((change) => (
      <ChangeWords key={change.field} change={change} by={author?.name ?? null} />
    )),
    comment.editedAt && !comment.isDeleted && (
      <TextButton key="edited" className={s['quietLink']} onClick={() => setMode('history')}>
        {t('comment.edited')}
      </TextButton>
    ),
  ].filter((fact) => fact !== false && fact !== null && fact !== undefined && fact !== '');
  return (
    <>
      <Item
        person={person(author) ?? nobody}
        facts={facts}
        files={!comment.isDeleted && comment.attachments.length > 0 && <FileChips files={comment.attachments} />}
        actions={mode !== 'edit' && !comment.isDeleted && <CommentMenu comment={comment} ticketId={ticket.id} onMode={setMode} />}
      >
        {comment.isDeleted ? (
          <span className={s['deleted']}>
            {t('comment.deleted')}{' '}
            <TextButton className={s['quietLink']} onClick={() => setMode('history')}>
              {t('comment.history')}
            </TextButton>
          </span>
        ) : mode === 'edit' ? (
          <EditComment comment={comment} onDone={() => setMode('read')} />
        ) : (
          <RichTextView html={comment.bodyHtml} imageUrls={comment.inlineFiles} />
        )}
      </Item>
      {mode === 'history' && <HistoryDialog comment={comment} onClose={() => setMode('read')} />}
    </>
  );
}

function CommentMenu({
  comment,
  ticketId,
  onMode,
}: {
  comment: CommentForTech;
  ticketId: number;
  onMode: (mode: 'edit' | 'history') => void;
}): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  if (!comment.can.edit && !comment.can.delete && !comment.editedAt) return null;
  const remove = async () => {
    const sure = await confirm({
      title: t('comment.deleteTitle'),
      body: comment.visibility === 'public' ? t('comment.deleteBodyPublic') : t('comment.deleteBody'),
      act: t('comment.delete'),
      keep: t('comment.keep'),
      danger: true,
    });
    if (!sure) return;
    try {
      await callTech(deleteComment, { params: { id: comment.id } });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'tech') });
    }
    refreshTickets(client, ticketId);
  };
  return (
    <Menu
      align="end"
      label={t('comment.actions')}
      trigger={<IconButton icon="more" size="sm" iconSize={16} label={t('comment.actions')} className={s['onHover'] ?? ''} />}
      items={[
        ...(comment.can.edit ? [{ label: t('comment.edit'), icon: 'edit' as const, onSelect: () => onMode('edit') }] : []),
        ...(comment.editedAt ? [{ label: t('comment.history'), icon: 'clock' as const, onSelect: () => onMode('history') }] : []),
        ...(comment.can.delete
          ? [{ label: t('comment.delete'), icon: 'trash' as const, danger: true, onSelect: () => void remove() }]
          : []),
      ]}
    />
  );
}
