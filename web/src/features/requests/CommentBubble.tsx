import { deleteComment } from '@portico/contracts/tickets/routes.ts';
import type { CommentForContact } from '@portico/contracts/tickets/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { sayError } from '../../lib/say-problem.ts';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import type { FileInfo } from '../../ui/files.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { Bubble } from '../../ui/Timeline.tsx';
import { toast } from '../../ui/toast-store.ts';
import { BodyWithFiles, FileChips } from './BodyWithFiles.tsx';
import { CommentEditor } from './CommentEditor.tsx';
import { fileInfo } from './file-info.ts';
import s from './Requests.module.css';
import { refreshRequests } from './requests.queries.ts';

interface CommentBubbleProps {
  readonly comment: CommentForContact;
  readonly meId: number;
  readonly provider: string;
  /** The newest answer of the provider. */
  readonly fresh: boolean;
  readonly onOpenFile: (files: readonly FileInfo[], index: number) => void;
}

export function CommentBubble({ comment, meId, provider, fresh, onOpenFile }: CommentBubbleProps): ReactNode {
  const { t } = useTranslation('client');
  const [editing, setEditing] = useState(false);
  const author = comment.author;
  const own = author?.id === meId;
  const person = { id: author?.id ?? 0, name: author?.name ?? t('event.someone'), pictureUrl: author?.picture ?? null };
  const files = comment.attachments.map(fileInfo);
  const facts = [
    author?.kind === 'tech' && <span key="from">{provider}</span>,
    <TimeAgo key="at" at={comment.createdAt} form="stamp" />,
    comment.editedAt && !comment.isDeleted && <Edited key="edited" at={comment.editedAt} />,
    !editing && (comment.can.edit || comment.can.delete) && <CommentActs key="acts" comment={comment} onEdit={() => setEditing(true)} />,
  ].filter(Boolean);
  return (
    <Bubble
      person={person}
      {...(own ? { name: t('ticket.you'), own } : {})}
      fresh={fresh && !comment.isDeleted}
      facts={facts}
      files={files.length > 0 && !editing ? <FileChips files={files} onOpen={onOpenFile} /> : undefined}
    >
      {comment.isDeleted ? (
        <span className={s['deleted']}>{t('comment.deleted')}</span>
      ) : editing ? (
        <CommentEditor comment={comment} onDone={() => setEditing(false)} />
      ) : (
        <BodyWithFiles html={comment.bodyHtml} inlineFiles={comment.inlineFiles} onOpenFile={onOpenFile} />
      )}
    </Bubble>
  );
}

function Edited({ at }: { at: string }): ReactNode {
  const { t } = useTranslation('client');
  return (
    <span title={t('comment.editedHint')}>
      {t('comment.edited')} <TimeAgo at={at} form="stamp" />
    </span>
  );
}

function CommentActs({ comment, onEdit }: { comment: CommentForContact; onEdit: () => void }): ReactNode {
  const { t } = useTranslation('client');
  const client = useQueryClient();
  const remove = async () => {
    const sure = await confirm({
      title: t('comment.deleteTitle'),
      body: t('comment.deleteBody'),
      act: t('comment.delete'),
      keep: t('comment.keep'),
      danger: true,
    });
    if (!sure) return;
    try {
      await call(deleteComment, { params: { id: comment.id } });
      await refreshRequests(client);
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'client') });
    }
  };
  return (
    <span className={s['bubbleActs']}>
      {comment.can.edit && <IconButton icon="edit" iconSize={16} label={t('comment.edit')} onClick={onEdit} />}
      {comment.can.delete && <IconButton icon="trash" iconSize={16} label={t('comment.delete')} onClick={() => void remove()} />}
    </span>
  );
}
