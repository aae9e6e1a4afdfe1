import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { Refusal } from '../errors.ts';
import { emptyFile, truncatedFile } from './refusals.ts';
import { MEGABYTE, sizeInWords } from './sizes.ts';
import { taking } from './slots.ts';

/** A picture of more points is kept as a download and never decoded: 50 million points are 200 MB of memory. */
export const MAX_PIXELS = 50_000_000;
const MAX_PICTURE_BYTES = 2 * MEGABYTE;
const DECODE_SECONDS = 15;
/** Decoding at once in this process; the rest waits, so a burst of photos cannot take all memory. */
const taken = taking(2);

// Only the decoders we mean: libvips would also read SVG, which can load other files.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadWebp',
    'VipsForeignLoadHeif',
    'VipsForeignLoadTiff',
  ],
});
sharp.cache(false); // every upload is another file
sharp.concurrency(1);

export interface PictureFacts {
  readonly format: string;
  readonly width: number;
  readonly height: number;
}
export interface DerivedPicture {
  /** Longest side for thumbnails, side of the square for people's pictures. */
  readonly edge: number;
  readonly width: number;
  readonly height: number;
  /** WebP without any metadata. */
  readonly bytes: Buffer;
}

/** Format and size from the header, without decoding; null when it is not a picture we read. */
export async function readPictureFacts(input: string | Buffer): Promise<PictureFacts | null> {
  try {
    const found = await sharp(input, { limitInputPixels: false, pages: 1 }).metadata();
    const upright = found.autoOrient ?? found;
    // An animated picture counts as high as all its frames when asked for them; with `pages: 1` as one.
    return found.format && upright.width && upright.height ? { format: found.format, width: upright.width, height: upright.height } : null;
  } catch {
    return null;
  }
}

/**
 * The small versions of a picture, largest first: upright, sRGB, first frame, no metadata, never enlarged. Null when it is too large
 * to decode, takes too long or is broken: then only the download is offered.
 *
 * @example await makeThumbnails(path, [1600, 480, 96])
 */
export async function makeThumbnails(input: string | Buffer, edges: readonly number[]): Promise<DerivedPicture[] | null> {
  const facts = await readPictureFacts(input);
  if (!facts || facts.width * facts.height > MAX_PIXELS) return null;
  return taken(async () => {
    try {
      const made: DerivedPicture[] = [];
      for (const edge of [...edges].sort((a, b) => b - a)) {
        // Each next size comes from the one before: the original is decoded once.
        const source = made[0]?.bytes ?? input;
        const { data, info } = await decode(source)
          .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
          .webp({ quality: 82, effort: 2 })
          .toBuffer({ resolveWithObject: true });
        made.push({ edge, width: info.width, height: info.height, bytes: data });
      }
      return made;
    } catch {
      return null;
    }
  });
}

/**
 * A person's picture: judged by content, cut to a square, re-encoded in three sizes. Throws a Refusal that says why not.
 *
 * @example const picture = await makePicture(input.stream, { announcedBytes: input.contentLength });
 */
export async function makePicture(
  source: AsyncIterable<Uint8Array>,
  { announcedBytes = null }: { announcedBytes?: number | null } = {},
): Promise<{ readonly sizes: readonly DerivedPicture[]; readonly sha256: string }> {
  if (announcedBytes !== null && announcedBytes > MAX_PICTURE_BYTES) throw pictureTooLarge(announcedBytes);
  const original = await readSmall(source);
  if (announcedBytes !== null && announcedBytes !== original.length) throw truncatedFile();
  const mime = (await fileTypeFromBuffer(original).catch(() => undefined))?.mime ?? 'unknown';
  if (!['image/jpeg', 'image/png', 'image/apng', 'image/gif', 'image/webp'].includes(mime)) throw notAnImage(mime);
  const facts = await readPictureFacts(original);
  if (!facts) throw notAnImage('damaged');
  if (facts.width * facts.height > MAX_PIXELS) throw tooManyPixels(facts);
  const sizes = await taken(() => Promise.all([256, 128, 64].map((edge) => square(original, edge)))).catch(() => {
    throw notAnImage('damaged');
  });
  return { sizes, sha256: createHash('sha256').update(original).digest('hex') };
}

async function square(original: Buffer, edge: number): Promise<DerivedPicture> {
  const bytes = await decode(original)
    .resize({ width: edge, height: edge, fit: 'cover', position: 'centre' })
    .webp({ quality: 86, effort: 3 })
    .toBuffer();
  return { edge, width: edge, height: edge, bytes };
}

const decode = (input: string | Buffer) =>
  sharp(input, { limitInputPixels: MAX_PIXELS, pages: 1, failOn: 'error', sequentialRead: true })
    .timeout({ seconds: DECODE_SECONDS })
    .autoOrient()
    .toColourspace('srgb');

async function readSmall(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const readable = source instanceof Readable ? source.iterator({ destroyOnReturn: false }) : source;
  try {
    for await (const chunk of readable as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > MAX_PICTURE_BYTES) throw pictureTooLarge(null);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof Refusal ? error : truncatedFile();
  }
  if (size === 0) throw emptyFile();
  return Buffer.concat(chunks);
}

const pictureTooLarge = (size: number | null) =>
  new Refusal(
    413,
    'picture.tooLarge',
    `This picture is ${size === null ? 'larger than 2 MB' : sizeInWords(size)}, the limit is 2 MB. Your picture was not changed.`,
  );

const tooManyPixels = ({ width, height }: PictureFacts) =>
  new Refusal(
    422,
    'picture.tooManyPixels',
    `This picture is ${width} × ${height} points, which is more than we can open. Make it smaller and try again.`,
  );

function notAnImage(found: string): Refusal {
  const what =
    { damaged: 'This picture is damaged and cannot be read.', unknown: 'This file is not a picture.' }[found] ??
    `This file is ${found}, not a picture we can use.`;
  return new Refusal(422, 'picture.notAnImage', `${what} Use a JPG, PNG, GIF or WebP file. Your picture was not changed.`);
}
