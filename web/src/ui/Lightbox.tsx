import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from './Button.tsx';
import { type FileInfo, previewKind } from './files.ts';
import { useHotkeys } from './hotkeys.ts';
import { IconButton } from './IconButton.tsx';
import s from './Lightbox.module.css';
import { SkeletonText } from './States.tsx';
import { useFocusBack } from './use-focus-back.ts';

const TEXT_SHOWN = 200_000;

/** Shows a file without downloading it; arrows move through its neighbours. Load lazily: `lazy(() => import('…/Lightbox.tsx'))`. */
export default function Lightbox({
  files,
  index,
  onIndex,
  onClose,
}: {
  files: readonly FileInfo[];
  index: number;
  onIndex: (index: number) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('ui');
  const file = files[index];
  const group = t('keys.preview');
  useFocusBack();
  useHotkeys([
    { keys: 'arrowright', inDialog: true, label: t('lightbox.next'), group, run: () => index < files.length - 1 && onIndex(index + 1) },
    { keys: 'arrowleft', inDialog: true, label: t('lightbox.previous'), group, run: () => index > 0 && onIndex(index - 1) },
  ]);
  if (!file) return null;
  return (
    <Modal.Root
      opened
      onClose={onClose}
      fullScreen
      padding={0}
      transitionProps={{ duration: 120 }}
      classNames={{ content: s['content'] ?? '', body: s['body'] ?? '' }}
    >
      <Modal.Content aria-label={file.name}>
        <Modal.Body>
          <header className={s['head']}>
            <bdi className={s['name']}>{file.name}</bdi>
            {files.length > 1 && <span className={s['count']}>{t('lightbox.position', { index: index + 1, total: files.length })}</span>}
            <span className={s['tools']}>
              {files.length > 1 && (
                <IconButton icon="chevron-start" label={t('lightbox.previous')} disabled={index === 0} onClick={() => onIndex(index - 1)} />
              )}
              {files.length > 1 && (
                <IconButton
                  icon="chevron-end"
                  label={t('lightbox.next')}
                  disabled={index === files.length - 1}
                  onClick={() => onIndex(index + 1)}
                />
              )}
              <ButtonLink size="sm" icon="download" href={file.downloadUrl ?? file.url} download={file.name}>
                {t('lightbox.download')}
              </ButtonLink>
              <IconButton icon="close" label={t('dialog.close')} onClick={onClose} data-autofocus="" />
            </span>
          </header>
          <div className={s['stage']}>
            <Preview key={file.id} file={file} />
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function Preview({ file }: { file: FileInfo }): ReactNode {
  const { t } = useTranslation('ui');
  switch (previewKind(file.mediaType)) {
    case 'image':
      return <img src={file.url} alt={file.name} className={s['picture']} />;
    case 'pdf':
      return <iframe src={file.url} title={file.name} className={s['paper']} />;
    case 'video':
      // biome-ignore lint/a11y/useMediaCaption: files come from people and carry no captions
      return <video src={file.url} controls preload="metadata" className={s['picture']} />;
    case 'audio':
      // biome-ignore lint/a11y/useMediaCaption: see above
      return <audio src={file.url} controls preload="metadata" />;
    case 'text':
      return <TextPreview url={file.url} />;
    default:
      return <p>{t('lightbox.none')}</p>;
  }
}

function TextPreview({ url }: { url: string }): ReactNode {
  const { t } = useTranslation('ui');
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    fetch(url, { signal: abort.signal })
      .then((response) => (response.ok ? response.text() : Promise.reject(new Error())))
      .then((body) => setText(body.length > TEXT_SHOWN ? `${body.slice(0, TEXT_SHOWN)}\n…` : body))
      .catch(() => !abort.signal.aborted && setText(t('lightbox.failed')));
    return () => abort.abort();
  }, [url, t]);
  if (text === null) return <SkeletonText lines={6} label={t('lightbox.loading')} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <pre className={s['text']} dir="auto" tabIndex={0}>
      {text}
    </pre>
  );
}
