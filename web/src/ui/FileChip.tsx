import type { ReactNode } from 'react';
import { formatBytes } from '../lib/time.ts';
import { usePlace } from '../lib/use-place.ts';
import { cx } from './class-names.ts';
import s from './Files.module.css';
import { type FileInfo, fileIcon } from './files.ts';
import { Icon } from './Icon.tsx';

/** One line in dense places, a small picture with two lines in the client portal. Opens the preview. */
export function FileChip({ file, onOpen, roomy }: { file: FileInfo; onOpen: () => void; roomy?: boolean }): ReactNode {
  const { locale } = usePlace();
  return (
    <button type="button" className={cx(s['chip'], roomy && s['roomy'])} onClick={onOpen}>
      {roomy ? (
        <span className={s['thumb']}>
          {file.thumbUrl ? <img src={file.thumbUrl} alt="" loading="lazy" /> : <Icon name={fileIcon(file.mediaType)} />}
        </span>
      ) : (
        <Icon name={fileIcon(file.mediaType)} size={16} />
      )}
      <span className={s['name']}>
        <bdi>{file.name}</bdi>
      </span>
      <span className={s['size']}>{formatBytes(file.size, locale)}</span>
    </button>
  );
}
