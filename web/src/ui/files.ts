import type { IconName } from './Icon.tsx';

export interface FileInfo {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
  /** Signed link of this viewer; `thumbUrl` only for images. */
  readonly url: string;
  readonly thumbUrl?: string | null | undefined;
  /** Always an attachment; `url` when absent. */
  readonly downloadUrl?: string | undefined;
}
export type PreviewKind = 'image' | 'pdf' | 'video' | 'audio' | 'text' | 'none';

/** What this browser can show. SVG and HTML are never shown in place: they could run. */
export function previewKind(mediaType: string): PreviewKind {
  const type = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (/^image\/(png|jpeg|gif|webp|avif)$/.test(type)) return 'image';
  if (type === 'application/pdf') return 'pdf';
  if (/^video\/(mp4|webm|ogg)$/.test(type)) return 'video';
  if (/^audio\//.test(type)) return 'audio';
  if (type === 'text/html') return 'none';
  return /^text\/|\/(json|xml|yaml|x-yaml|toml|sql|javascript|x-sh)$/.test(type) ? 'text' : 'none';
}

const ICONS: Readonly<Record<PreviewKind, IconName>> = {
  image: 'image',
  pdf: 'form',
  video: 'video',
  audio: 'audio',
  text: 'code',
  none: 'file',
};
export const fileIcon = (mediaType: string): IconName => ICONS[previewKind(mediaType)];
