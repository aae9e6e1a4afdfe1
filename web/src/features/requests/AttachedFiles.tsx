import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FileChip } from '../../ui/FileChip.tsx';
import { UploadList } from '../../ui/FileDrop.tsx';
import type { FileInfo } from '../../ui/files.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import s from './Requests.module.css';
import type { Attachments } from './use-attachments.ts';

/** Files that will go with the text: those that are there, then those on their way. */
export function AttachedFiles({
  files,
  attachments,
  withUploads,
}: {
  files: readonly FileInfo[];
  attachments: Attachments;
  withUploads?: boolean;
}): ReactNode {
  const { t } = useTranslation('client');
  return (
    <>
      {files.length > 0 && (
        <ul className={s['attached']} aria-label={t('attach.list')}>
          {files.map((file) => (
            <li key={file.id}>
              <FileChip file={file} onOpen={() => window.open(file.url, '_blank', 'noopener')} />
              <IconButton icon="close" label={t('attach.remove', { name: file.name })} onClick={() => attachments.remove(file.id)} />
            </li>
          ))}
        </ul>
      )}
      {withUploads && <UploadList uploads={attachments.uploads} />}
    </>
  );
}
