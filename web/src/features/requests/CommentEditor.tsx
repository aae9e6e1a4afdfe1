import { editComment } from '@portico/contracts/tickets/routes.ts';
import type { CommentForContact } from '@portico/contracts/tickets/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { isProblem } from '../../lib/problem.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { RichText } from '../../ui/RichText.tsx';
import { Banner } from '../../ui/States.tsx';
import { useUnsavedGuard } from '../../ui/use-unsaved-guard.ts';
import { uploadPicture } from './file-info.ts';
import s from './Requests.module.css';
import { refreshRequests } from './requests.queries.ts';

export function CommentEditor({ comment, onDone }: { comment: CommentForContact; onDone: () => void }): ReactNode {
  const { t } = useTranslation('client');
  const client = useQueryClient();
  const [html, setHtml] = useState(comment.bodyHtml);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState('');
  const dirty = html !== comment.bodyHtml;
  const mayLeave = useUnsavedGuard(dirty);
  const save = async () => {
    if (busy) return;
    if (html === '') return setRefused(t('comment.empty'));
    setBusy(true);
    try {
      await call(editComment, { params: { id: comment.id }, body: { bodyHtml: html } }, { ifMatch: comment.version });
      await refreshRequests(client);
      onDone();
    } catch (error) {
      setRefused(isProblem(error, 'version.conflict') ? t('comment.conflict') : sayError(error, 'client'));
      setBusy(false);
    }
  };
  return (
    <div className={s['edit']}>
      {refused && (
        <Banner tone="bad" live>
          {refused}
        </Banner>
      )}
      <RichText
        label={t('comment.edit')}
        initial={comment.bodyHtml}
        imageUrls={comment.inlineFiles}
        autoFocus
        framed
        onChange={setHtml}
        onSubmit={() => void save()}
        uploadImage={uploadPicture}
      />
      <div className={s['editActs']}>
        <Button kind="primary" busy={busy} onClick={() => void save()}>
          {t('comment.save')}
        </Button>
        <Button onClick={async () => (await mayLeave()) && onDone()}>{t('act.cancel')}</Button>
      </div>
      <p className={s['pending']}>{t('comment.editedHint')}</p>
    </div>
  );
}
