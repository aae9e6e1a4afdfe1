import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boot } from '../../../lib/boot.ts';
import { Composer } from '../../../ui/Composer.tsx';
import { UploadList } from '../../../ui/FileDrop.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { RichText } from '../../../ui/RichText.tsx';
import { Tag } from '../../../ui/Surface.tsx';
import { useUploads } from '../../../ui/use-uploads.ts';
import { uploadFile } from '../shared/uploads.ts';
import { post } from './outbox.ts';
import { Recipients } from './Recipients.tsx';
import { SendButton } from './SendButton.tsx';
import s from './Ticket.module.css';
import type { Mode, useComposerDraft } from './use-composer-draft.ts';

export interface TicketComposerProps {
  readonly ticket: TicketForTech;
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  readonly draft: ReturnType<typeof useComposerDraft>;
  /** Counts up when a key or link asks for the cursor. */
  readonly focus: number;
  readonly onWriting: (writing: boolean) => void;
}

/** Reply or internal note. What is written, who gets it and what pressing the button does are all said before it is pressed. */
export function TicketComposer({ ticket, mode, onMode, draft, focus, onWriting }: TicketComposerProps): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const internal = mode === 'note';
  const { value, set } = draft;
  const latest = useRef(value);
  latest.current = value;
  const uploads = useUploads(uploadFile);
  const picker = useRef<HTMLInputElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const [told, setTold] = useState(false);
  const [sent, setSent] = useState(0);
  const [tools, setTools] = useState<HTMLElement | null>(null);

  const finished = uploads.items.filter((item) => item.result !== undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a finished upload changes the draft
  useEffect(() => {
    if (finished.length === 0) return;
    set({ ...latest.current, files: [...latest.current.files, ...finished.flatMap((item) => (item.result ? [item.result] : []))] });
    for (const item of finished) uploads.remove(item.key);
  }, [finished.length]);
  useEffect(() => {
    if (focus + sent === 0) return;
    // The editor may still be on its way, or be made anew for the other mode: letters must not fall beside it.
    let steady = 0;
    let tries = 0;
    const hold = () => {
      const editor = frame.current?.querySelector<HTMLElement>('[role="textbox"]');
      steady = editor && document.activeElement === editor ? steady + 1 : 0;
      if (editor && steady === 0) focusAtEnd(editor);
      if (steady > 5 || ++tries > 60) clearInterval(timer);
    };
    const timer = setInterval(hold, 30);
    hold();
    return () => clearInterval(timer);
  }, [focus, sent]);
  const writing = !draft.isEmpty;
  useEffect(() => onWriting(told && writing && !internal), [told, writing, internal, onWriting]);

  const ready = !draft.isEmpty && !uploads.busy;
  const submit = (statusId: number | null) => {
    if (!ready) return;
    const { html, imageUrls, files } = latest.current;
    post(client, { ticketId: ticket.id, visibility: internal ? 'internal' : 'public', html, imageUrls, files, statusId });
    draft.clear();
    setTold(false);
    // The emptied editor is a new one; whoever writes goes on writing.
    setSent((count) => count + 1);
  };
  const remembered = useRef<number | null>(null);
  const uploadImage = async (file: File) => {
    const view = await uploadFile(file, () => undefined).done;
    const url = view.links.preview ?? view.links.download;
    set({ ...latest.current, imageUrls: { ...latest.current.imageUrls, [view.id]: url } });
    return { id: view.id, url };
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop files; the button beside the tools does the same
    <div
      ref={frame}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        if (event.defaultPrevented && event.target instanceof Element && event.target.closest('[role="textbox"]')) return;
        event.preventDefault();
        uploads.add(event.dataTransfer.files);
      }}
    >
      <Composer<Mode>
        label={internal ? t('compose.note') : t('compose.replyTo')}
        internal={internal}
        mode={mode}
        onMode={onMode}
        modes={[
          { value: 'reply', label: t('compose.replyTo'), icon: 'reply', keys: 'r' },
          { value: 'note', label: t('compose.note'), icon: 'lock', keys: 'n' },
        ]}
        state={draft.savedAt !== null && writing ? t('compose.saved') : ''}
        to={
          internal ? (
            <span>{t('compose.noteFor', { brand: boot().brandName, company: ticket.company.name })}</span>
          ) : (
            <Recipients ticket={ticket} />
          )
        }
        tools={
          <>
            <span ref={setTools} className={s['tools']} />
            <IconButton icon="clip" label={t('compose.attach')} onClick={() => picker.current?.click()} />
            <input
              ref={picker}
              type="file"
              multiple
              hidden
              aria-label={t('compose.attach')}
              onChange={(event) => {
                uploads.add([...(event.target.files ?? [])]);
                event.target.value = '';
              }}
            />
          </>
        }
        actions={
          <SendButton
            ticket={ticket}
            mode={mode}
            disabled={!ready}
            onSend={submit}
            onDefault={(statusId) => {
              remembered.current = statusId;
            }}
          />
        }
      >
        <RichText
          key={`${mode}-${draft.generation}`}
          label={internal ? t('compose.note') : t('compose.replyTo')}
          placeholder={internal ? t('compose.placeholderNote') : t('compose.placeholder', { name: ticket.contact.name })}
          initial={value.html}
          imageUrls={value.imageUrls}
          uploadImage={uploadImage}
          toolbarInto={tools}
          onFiles={uploads.add}
          onSubmit={() => submit(remembered.current)}
          onChange={(html) => {
            setTold(true);
            set({ ...latest.current, html });
          }}
        />
        {value.files.length > 0 && (
          <div className={s['attached']}>
            {value.files.map((file) => (
              <Tag
                key={file.id}
                removeLabel={t('compose.detach', { name: file.name })}
                onRemove={() => set({ ...latest.current, files: latest.current.files.filter((other) => other.id !== file.id) })}
              >
                {file.name}
              </Tag>
            ))}
          </div>
        )}
        <UploadList uploads={uploads} />
      </Composer>
    </div>
  );
}

/** Where one goes on writing. */
function focusAtEnd(editor: HTMLElement): void {
  editor.focus();
  const range = document.createRange();
  range.selectNodeContents(editor);
  range.collapse(false);
  getSelection()?.removeAllRanges();
  getSelection()?.addRange(range);
}
