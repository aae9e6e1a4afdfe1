import { commentRevisions } from '@portico/contracts/tickets/routes.ts';
import type { CommentForTech } from '@portico/contracts/tickets/shapes.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../../lib/for-tech.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { RichTextView } from '../../../ui/RichTextView.tsx';
import { ErrorState, SkeletonText } from '../../../ui/States.tsx';
import { TimeAgo } from '../../../ui/TimeAgo.tsx';
import s from './Ticket.module.css';

/** Earlier wordings, newest first. */
export function HistoryDialog({ comment, onClose }: { comment: CommentForTech; onClose: () => void }): ReactNode {
  const { t } = useTranslation('tech');
  const { data, error, refetch } = useQuery(readTech(commentRevisions, { params: { id: comment.id } }));
  return (
    <Dialog open onClose={onClose} title={t('comment.historyTitle')} size="lg">
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={4} label={t('ticket.loading')} />
      ) : (
        <ol className={s['revisions']}>
          {!comment.isDeleted && (
            <li>
              <div className={s['revisionHead']}>{t('comment.now')}</div>
              <RichTextView html={comment.bodyHtml} imageUrls={comment.inlineFiles} />
            </li>
          )}
          {data.items.map((revision) => (
            <li key={revision.version}>
              <div className={s['revisionHead']}>
                {t('comment.until', { name: revision.replacedBy?.name ?? t('event.nobody') })} ·{' '}
                <TimeAgo at={revision.replacedAt} form="stamp" />
              </div>
              <RichTextView html={revision.bodyHtml} imageUrls={comment.inlineFiles} />
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
}
