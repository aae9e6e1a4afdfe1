import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type Readable, Transform } from 'node:stream';
import { Refusal } from '../errors.ts';
import type { UploadInput } from './upload-input.ts';

export const DEFAULT_UPLOAD_BYTES = 100 * 1024 * 1024;

/** The raw body as `prepare` sees it: counted while it flows, refused before it starts when its announced length is too much. */
export function uploadInput(request: IncomingMessage, maxBytes: number): UploadInput {
  const contentLength = lengthOf(request.headers);
  if (contentLength !== null && contentLength > maxBytes) throw tooLarge(maxBytes);
  return {
    stream: limited(request, maxBytes),
    contentLength,
    contentType: request.headers['content-type'] ?? null,
    fileName: fileNameOf(request.headers),
  };
}

function limited(source: IncomingMessage, maxBytes: number): Readable {
  let seen = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
  source.on('error', (error) => counter.destroy(error));
  // An upload that breaks off ends like a complete one unless somebody says so.
  source.on('close', () => {
    if (!source.complete)
      counter.destroy(new Refusal(400, 'upload.incomplete', 'The upload broke off. Nothing was kept; send the file again.'));
  });
  return source.pipe(counter);
}

const lengthOf = (headers: IncomingHttpHeaders): number | null =>
  headers['content-length'] === undefined ? null : Number(headers['content-length']);

const tooLarge = (maxBytes: number): Refusal =>
  new Refusal(
    413,
    'upload.tooLarge',
    `This file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB, the most that can be uploaded here.`,
  );

/** `File-Name: Angebot%20M%C3%BCller.pdf`, or the name of a Content-Disposition. Paths are cut off, nothing else is judged here. */
export function fileNameOf(headers: IncomingHttpHeaders): string | null {
  const sent = headers['file-name'];
  if (typeof sent === 'string') return lastPart(decoded(sent));
  const disposition = headers['content-disposition'] ?? '';
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (extended) return lastPart(decoded(extended));
  const plain = /filename="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1] ?? /filename=([^;"]+)/i.exec(disposition)?.[1];
  return plain ? lastPart(plain.replace(/\\(.)/g, '$1').trim()) : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal(400, 'upload.fileName', 'The file name must be percent-encoded UTF-8.');
  }
}

const lastPart = (name: string): string | null => name.split(/[/\\]/).at(-1) || null;
