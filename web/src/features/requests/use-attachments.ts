import type { FileView } from '@portico/contracts/files/shapes.ts';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../lib/time.ts';
import { usePlace } from '../../lib/use-place.ts';
import type { FileInfo } from '../../ui/files.ts';
import { type Uploads, useUploads } from '../../ui/use-uploads.ts';
import { fileInfo, uploadFile } from './file-info.ts';

const MOST_BYTES = 100 * 1024 * 1024;
const MOST_FILES = 20;

export interface Attachments {
  /** Those still on their way, or refused. */
  readonly uploads: Uploads<FileView>;
  readonly remove: (id: number) => void;
}

/** Uploads files and hands each finished one to the draft it belongs to, where it survives a closed tab. */
export function useAttachments(files: readonly FileInfo[], onChange: (files: readonly FileInfo[]) => void): Attachments {
  const { t } = useTranslation('client');
  const { locale } = usePlace();
  const latest = useRef(files);
  latest.current = files;
  const refuse = useCallback(
    (file: File) => {
      if (file.size === 0) return t('attach.empty');
      if (file.size > MOST_BYTES)
        return t('attach.tooLarge', { size: formatBytes(file.size, locale), most: formatBytes(MOST_BYTES, locale) });
      if (latest.current.length >= MOST_FILES) return t('attach.tooMany', { count: MOST_FILES });
      return null;
    },
    [t, locale],
  );
  const uploads = useUploads<FileView>(uploadFile, refuse);
  const { items, remove } = uploads;
  useEffect(() => {
    const done = items.filter((item) => item.state === 'done' && item.result);
    if (done.length === 0) return;
    latest.current = [...latest.current, ...done.map((item) => fileInfo(item.result as FileView))];
    onChange(latest.current);
    for (const item of done) remove(item.key);
  }, [items, remove, onChange]);
  return { uploads, remove: (id) => onChange(latest.current.filter((file) => file.id !== id)) };
}
