import type { FileView } from '@portico/contracts/files/shapes.ts';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { FileChip } from '../../../ui/FileChip.tsx';
import type { FileInfo } from '../../../ui/files.ts';
import s from './Shared.module.css';

const Lightbox = lazy(() => import('../../../ui/Lightbox.tsx'));

/** A file of the server as the kit shows files: what cannot be previewed in place is downloaded. */
export const fileInfo = (file: FileView): FileInfo => ({
  id: file.id,
  name: file.name,
  size: file.size,
  mediaType: file.mediaType,
  url: file.links.preview ?? file.links.download,
  thumbUrl: file.links.thumb ?? null,
});

export function FileChips({ files }: { files: readonly FileView[] }): ReactNode {
  const [index, setIndex] = useState<number | null>(null);
  if (files.length === 0) return null;
  const infos = files.map(fileInfo);
  return (
    <div className={s['files']}>
      {infos.map((file, position) => (
        <FileChip key={file.id} file={file} onOpen={() => setIndex(position)} />
      ))}
      {index !== null && (
        <Suspense>
          <Lightbox files={infos} index={index} onIndex={setIndex} onClose={() => setIndex(null)} />
        </Suspense>
      )}
    </div>
  );
}
