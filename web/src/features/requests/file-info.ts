import type { FileView } from '@portico/contracts/files/shapes.ts';
import { upload } from '../../lib/upload.ts';
import type { FileInfo } from '../../ui/files.ts';

/** What the preview and the chips need of a stored file. */
export const fileInfo = (file: FileView): FileInfo => ({
  id: file.id,
  name: file.name,
  size: file.size,
  mediaType: file.mediaType,
  url: file.links.preview ?? file.links.download,
  thumbUrl: file.links.icon ?? file.links.thumb ?? null,
  downloadUrl: file.links.download,
});

export const uploadFile = (file: File, onProgress: (sent: number) => void) => upload<FileView>('/files', file, onProgress);

/** A picture pasted into a text: its id goes into the stored text, its link onto the screen. */
export async function uploadPicture(file: File): Promise<{ id: number; url: string }> {
  const stored = await uploadFile(file, () => undefined).done;
  return { id: stored.id, url: stored.links.preview ?? stored.links.thumb ?? stored.links.download };
}
