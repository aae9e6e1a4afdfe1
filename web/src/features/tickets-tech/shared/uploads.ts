import type { FileView } from '@portico/contracts/files/shapes.ts';
import { type UploadRun, upload } from '../../../lib/upload.ts';

export const uploadFile = (file: File, onProgress: (sent: number) => void): UploadRun<FileView> =>
  upload<FileView>('/files', file, onProgress);

/** For pictures pasted into a text: the id goes into the text, the signed address onto the screen. */
export async function uploadPicture(file: File): Promise<{ id: number; url: string }> {
  const view = await uploadFile(file, () => undefined).done;
  return { id: view.id, url: view.links.preview ?? view.links.download };
}
