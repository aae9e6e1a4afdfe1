import type { MouseEvent, ReactNode } from 'react';
import { FileChip } from '../../ui/FileChip.tsx';
import type { FileInfo } from '../../ui/files.ts';
import { RichTextView } from '../../ui/RichTextView.tsx';

type OpenFile = (files: readonly FileInfo[], index: number) => void;

/** A text whose pictures open in the preview. */
export function BodyWithFiles({
  html,
  inlineFiles,
  onOpenFile,
}: {
  html: string;
  inlineFiles: Readonly<Record<string, string>>;
  onOpenFile: OpenFile;
}): ReactNode {
  const open = (event: MouseEvent<HTMLElement>) => {
    const picture = event.target instanceof HTMLImageElement ? event.target : null;
    if (!picture) return;
    const all = [...event.currentTarget.querySelectorAll('img')];
    const files = all.map((image, index) => ({
      id: index,
      name: image.alt || `${index + 1}`,
      size: 0,
      mediaType: 'image/png',
      url: image.src,
    }));
    onOpenFile(files, all.indexOf(picture));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a larger look at a picture that is already shown; files have buttons
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div onClick={open}>
      <RichTextView html={html} imageUrls={inlineFiles} />
    </div>
  );
}

export function FileChips({ files, onOpen }: { files: readonly FileInfo[]; onOpen: OpenFile }): ReactNode {
  return files.map((file, index) => <FileChip key={file.id} roomy file={file} onOpen={() => onOpen(files, index)} />);
}
