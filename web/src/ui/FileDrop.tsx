import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../lib/time.ts';
import { usePlace } from '../lib/use-place.ts';
import { cx } from './class-names.ts';
import s from './Files.module.css';
import { fileIcon } from './files.ts';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import { Progress } from './Surface.tsx';
import type { UploadItem, Uploads } from './use-uploads.ts';

/** Choose, drop or paste files; below, each with its progress, cancel and retry. */
export function FileDrop<T>({ uploads, hint }: { uploads: Uploads<T>; hint?: string }): ReactNode {
  const { t } = useTranslation('ui');
  const [over, setOver] = useState(false);
  const id = useId();
  return (
    <div className={s['files']}>
      <label
        htmlFor={id}
        className={cx(s['drop'], over && s['over'])}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          uploads.add(event.dataTransfer.files);
        }}
      >
        <input
          id={id}
          type="file"
          multiple
          className={s['input']}
          onPaste={(event) => uploads.add(event.clipboardData.files)}
          onChange={(event) => {
            uploads.add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <Icon name="arrow-up" size={20} />
        <span>
          <span className={s['choose']}>{t('files.choose')}</span> <span className={s['orDrop']}>{t('files.orDrop')}</span>
          {hint && <span className={s['hint']}>{hint}</span>}
        </span>
      </label>
      <UploadList uploads={uploads} />
    </div>
  );
}

export function UploadList<T>({ uploads }: { uploads: Uploads<T> }): ReactNode {
  const { t } = useTranslation('ui');
  if (uploads.items.length === 0) return null;
  return (
    <ul className={s['uploads']} aria-label={t('files.list')}>
      {uploads.items.map((item) => (
        <UploadRow key={item.key} item={item} onRemove={() => uploads.remove(item.key)} onRetry={() => uploads.retry(item.key)} />
      ))}
    </ul>
  );
}

export function UploadRow<T>({ item, onRemove, onRetry }: { item: UploadItem<T>; onRemove: () => void; onRetry: () => void }): ReactNode {
  const { t } = useTranslation('ui');
  const { locale } = usePlace();
  const { name, size } = item.file;
  const running = item.state === 'sending' || item.state === 'waiting';
  return (
    <li className={s['upload']}>
      <span className={s['thumb']}>
        <Icon name={item.state === 'failed' ? 'warning' : fileIcon(item.file.type)} />
      </span>
      <div className={s['uploadText']}>
        <div className={s['uploadLine']}>
          <span className={s['name']} title={name}>
            <bdi>{name}</bdi>
          </span>
          <span className={s['size']}>
            {running
              ? t('files.progress', { sent: formatBytes(item.sent, locale), size: formatBytes(size, locale) })
              : formatBytes(size, locale)}
          </span>
        </div>
        {running && <Progress thin value={item.sent} max={size} label={t('files.uploading', { name })} />}
        {item.state === 'failed' && (
          <div className={s['failed']} role="alert">
            {item.error || t('files.failed')}
          </div>
        )}
      </div>
      {item.state === 'failed' && <IconButton icon="refresh" label={t('files.retry', { name })} onClick={onRetry} />}
      <IconButton icon="close" label={running ? t('files.cancel', { name }) : t('files.remove', { name })} onClick={onRemove} />
    </li>
  );
}
