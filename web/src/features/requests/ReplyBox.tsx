import { type ReactNode, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import type { FileInfo } from '../../ui/files.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { RichText } from '../../ui/RichText.tsx';
import { AttachedFiles } from './AttachedFiles.tsx';
import { uploadPicture } from './file-info.ts';
import s from './Requests.module.css';
import { useAttachments } from './use-attachments.ts';
import { useKeptDraft } from './use-kept-draft.ts';

export interface ReplyDraft {
  readonly html: string;
  readonly text: string;
  readonly files: readonly FileInfo[];
  /** Links of pictures pasted into the text, so that a kept draft can show them. */
  readonly pictures: Readonly<Record<number, string>>;
}
const NOTHING: ReplyDraft = { html: '', text: '', files: [], pictures: {} };
const isEmpty = (draft: ReplyDraft): boolean => draft.html === '' && draft.files.length === 0;

interface ReplyBoxProps {
  readonly ticketId: number;
  /** Short name of who reads it; empty when nobody has it yet. */
  readonly to: string;
  /** Came to answer: the editor is ready at once. */
  readonly startOpen?: boolean;
  readonly onSend: (html: string, files: readonly FileInfo[]) => void;
}

/** The reply at the foot of the page: one line until it is needed, the whole editor then. Its text survives a closed tab. */
export function ReplyBox({ ticketId, to, startOpen = false, onSend }: ReplyBoxProps): ReactNode {
  const { t } = useTranslation('client');
  const draft = useKeptDraft<ReplyDraft>(`ticket:${ticketId}:reply`, NOTHING, isEmpty);
  const [opened, setOpened] = useState(startOpen);
  const [sent, setSent] = useState(0);
  const latest = useRef(draft.value);
  latest.current = draft.value;
  const { set } = draft;
  const change = useCallback((part: Partial<ReplyDraft>) => set({ ...latest.current, ...part }), [set]);
  const attachments = useAttachments(
    draft.value.files,
    useCallback((files) => change({ files }), [change]),
  );
  const open = opened || !isEmpty(draft.value) || attachments.uploads.items.length > 0;
  const label = to ? t('reply.to', { name: to }) : t('reply.plain');
  useHotkeys([{ keys: 'r', label: t('reply.key'), group: t('keys.ticket'), run: () => setOpened(true) }]);

  const send = () => {
    if (isEmpty(draft.value) || attachments.uploads.busy) return;
    onSend(draft.value.html, draft.value.files);
    draft.clear();
    setSent((count) => count + 1);
    setOpened(false);
  };
  const uploadImage = async (file: File) => {
    const picture = await uploadPicture(file);
    change({ pictures: { ...latest.current.pictures, [picture.id]: picture.url } });
    return picture;
  };
  if (!open) {
    return (
      <section className={s['reply']} aria-label={t('reply.region')}>
        <button type="button" className={s['collapsed']} onClick={() => setOpened(true)} onPointerEnter={preload} onFocus={preload}>
          {label}
        </button>
      </section>
    );
  }
  return (
    <section className={s['reply']} aria-label={t('reply.region')}>
      <div className={s['replyText']}>
        <RichText
          key={`${draft.arrived}-${sent}`}
          label={label}
          placeholder={label}
          initial={draft.value.html}
          imageUrls={draft.value.pictures}
          autoFocus={opened}
          onChange={(html, text) => change({ html, text })}
          onSubmit={send}
          uploadImage={uploadImage}
          onFiles={attachments.uploads.add}
        />
      </div>
      {(draft.value.files.length > 0 || attachments.uploads.items.length > 0) && (
        <div className={s['replyFiles']}>
          <AttachedFiles files={draft.value.files} attachments={attachments} withUploads />
        </div>
      )}
      <div className={s['replyFoot']}>
        <AttachButton onFiles={attachments.uploads.add} />
        <span className={s['dropHint']}>{draft.savedAt === null ? t('reply.dropHint') : t('reply.kept')}</span>
        <Button kind="primary" disabled={isEmpty(draft.value) || attachments.uploads.busy} onClick={send} keys="mod+enter">
          {t('reply.send')}
        </Button>
      </div>
    </section>
  );
}

const preload = () => void import('../../ui/RichTextEditor.tsx');

export function AttachButton({ onFiles }: { onFiles: (files: Iterable<File>) => void }): ReactNode {
  const { t } = useTranslation('client');
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon="clip" size="md" label={t('attach.button')} onClick={() => picker.current?.click()} />
      <input
        ref={picker}
        type="file"
        multiple
        tabIndex={-1}
        className={s['input']}
        aria-label={t('attach.button')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}
