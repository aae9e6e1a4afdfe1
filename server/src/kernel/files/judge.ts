import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { readPictureFacts } from './pictures.ts';
import { activeMarkup, decodeText, type TextEncoding, textEncoding } from './text.ts';

export const FILE_KINDS = ['image', 'pdf', 'video', 'audio', 'text', 'other'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What a file is, by its bytes alone. */
export interface Judgement {
  readonly kind: FileKind;
  readonly mediaType: string;
  /** Of text only. */
  readonly encoding: TextEncoding | null;
  /** Text that a browser could take for a page, a picture with script or a feed. */
  readonly active: boolean;
  /** Of pictures only, as seen after turning them upright. */
  readonly width: number | null;
  readonly height: number | null;
}

/** Bytes that decide whether something is text. */
const SAMPLE = 256 * 1024;
/** Detection walks containers (zip, mp4); a file made to be slow is simply "other". */
const DETECTION_MS = 3000;

const PICTURES: Record<string, string> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/avif': 'heif',
  'image/tiff': 'tiff',
};
/** What browsers play, under the name they know it by. Everything else of its kind is a download. */
const MEDIA: Record<string, readonly ['video' | 'audio', string]> = {
  'video/mp4': ['video', 'video/mp4'],
  'video/x-m4v': ['video', 'video/mp4'],
  'video/quicktime': ['video', 'video/quicktime'],
  'video/webm': ['video', 'video/webm'],
  'video/ogg': ['video', 'video/ogg'],
  'audio/mpeg': ['audio', 'audio/mpeg'],
  'audio/mp4': ['audio', 'audio/mp4'],
  'audio/x-m4a': ['audio', 'audio/mp4'],
  'audio/aac': ['audio', 'audio/aac'],
  'audio/ogg': ['audio', 'audio/ogg'],
  'audio/opus': ['audio', 'audio/ogg'],
  'audio/wav': ['audio', 'audio/wav'],
  'audio/flac': ['audio', 'audio/flac'],
  'audio/webm': ['audio', 'audio/webm'],
};
/** Detected by name, but text all the same. */
const TEXT_TYPES = new Set(['application/xml', 'text/calendar', 'text/vcard', 'text/vtt', 'application/x-subrip']);

/**
 * Judges a stored file by content. Neither its name nor the client's content type is asked.
 *
 * @example await storage.withPath(key, (path) => judgeFile(path, size))
 */
export async function judgeFile(path: string, size: number): Promise<Judgement> {
  const found = await detect(path);
  if (found && found in PICTURES) return judgePicture(path, found);
  if (found === 'application/pdf') return { ...plain, kind: 'pdf', mediaType: found };
  const media = found ? MEDIA[found.split(';')[0]!] : undefined;
  if (media) return { ...plain, kind: media[0], mediaType: media[1] };
  if (found && !TEXT_TYPES.has(found)) return { ...plain, mediaType: found };
  return judgeText(await readHead(path, SAMPLE), size);
}

const plain: Judgement = { kind: 'other', mediaType: 'application/octet-stream', encoding: null, active: false, width: null, height: null };

async function detect(path: string): Promise<string | null> {
  try {
    return (await fileTypeFromFile(path, { signal: AbortSignal.timeout(DETECTION_MS) }))?.mime ?? null;
  } catch {
    return null; // a container that lies about its own structure: not what it pretends to be
  }
}

/** A picture is one only when the picture library reads it as the same format that its first bytes announce. */
async function judgePicture(path: string, mediaType: string): Promise<Judgement> {
  const facts = await readPictureFacts(path);
  if (!facts || facts.format !== PICTURES[mediaType]) return { ...plain, mediaType };
  return { ...plain, kind: 'image', mediaType, width: facts.width, height: facts.height };
}

function judgeText(head: Uint8Array, size: number): Judgement {
  const encoding = textEncoding(head, size <= head.length);
  if (!encoding) return plain;
  const markup = activeMarkup(decodeText(head, encoding));
  return { ...plain, kind: 'text', mediaType: markup ?? 'text/plain', encoding, active: markup !== null };
}

async function readHead(path: string, bytes: number): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
