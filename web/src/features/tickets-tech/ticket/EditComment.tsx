import { editComment } from '@portico/contracts/tickets/routes.ts';
import type { CommentForTech } from '@portico/contracts/tickets/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../../lib/for-tech.ts';
import { isProblem } from '../../../lib/problem.ts';
import { sayError } from '../../../lib/say-problem.ts';
import { Button } from '../../../ui/Button.tsx';
import { RichText } from '../../../ui/RichText.tsx';
import { Banner } from '../../../ui/States.tsx';
import { refreshTickets } from '../shared/ticket-cache.ts';
import { uploadPicture } from '../shared/uploads.ts';
import s from './Ticket.module.css';

/** Rewrites one's own comment in place; a lost race keeps the text and says so. */
export function EditComment({ comment, onDone }: { comment: CommentForTech; onDone: () => void }): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const [html, setHtml] = useState(comment.bodyHtml);
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState('');
  // The version the rewriting began on; a refetch under the editor must not hide that somebody was faster.
  const [version, setVersion] = useState(comment.version);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    // The editor arrives late and grows with its pictures; its buttons must not hide below the composer.
    const observer = new ResizeObserver(() => element.scrollIntoView({ block: 'nearest' }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const save = async () => {
    setBusy(true);
    try {
      await callTech(editComment, { params: { id: comment.id }, body: { bodyHtml: html } }, { ifMatch: version });
      refreshTickets(client, comment.ticketId);
      onDone();
    } catch (error) {
      const conflict = isProblem(error, 'version.conflict');
      setWhy(conflict ? t('comment.conflict') : sayError(error, 'tech'));
      if (conflict) setVersion(comment.version);
      refreshTickets(client, comment.ticketId);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div ref={frame} className={s['edit']}>
      {why && (
        <Banner tone="bad" live>
          {why}
        </Banner>
      )}
      <RichText
        framed
        autoFocus
        label={t('comment.edit')}
        initial={comment.bodyHtml}
        imageUrls={comment.inlineFiles as Record<number, string>}
        uploadImage={uploadPicture}
        onChange={setHtml}
        onSubmit={() => void save()}
      />
      <div className={s['editActs']}>
        <Button kind="primary" size="sm" busy={busy} disabled={html === ''} onClick={() => void save()}>
          {t('comment.save')}
        </Button>
        <Button size="sm" onClick={onDone}>
          {t('comment.cancel')}
        </Button>
      </div>
    </div>
  );
}
