import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { nowMs } from '../clock.ts';
import type { S3Settings } from '../config/config.ts';
import { Refusal } from '../errors.ts';
import { KEY } from './local-storage.ts';
import { orNoRoom, removeOldParts, writePart } from './parts.ts';
import { cannotKeep, cannotRead, isMissing, type S3Trouble, troubleOf } from './s3-errors.ts';
import { openObject } from './s3-reading.ts';
import { MEGABYTE } from './sizes.ts';
import { taking } from './slots.ts';
import { type FileStorage, type PutOptions, readOwner, type StorageCheck, type StoredBytes, type StorePlace } from './storage.ts';

export interface S3Times {
  readonly connectMs: number;
  /** Until an answer begins; of one part of an upload, not of the whole. */
  readonly answerMs: number;
  /** Silence in the middle of an object. */
  readonly silenceMs: number;
  /** Until somebody begins to read an opened object. */
  readonly unreadMs?: number;
}
const TIMES: S3Times = { connectMs: 5_000, answerMs: 30_000, silenceMs: 20_000 };
const PREFIX = 'files/';
const OWNER = 'portico-owner.json';
/** The smallest part S3 takes; two of them are in memory for each upload that runs. */
const PART_BYTES = 5 * MEGABYTE;
const UPLOADS_AT_ONCE = 6;
/** How long a part that somebody wanted to inspect is kept when he never does. */
const INSPECT_WITHIN_MS = 60_000;

export interface S3StorageOptions {
  readonly settings: S3Settings;
  /** Uploads are first received here whole, so that what breaks off or is too large never reaches the bucket. */
  readonly parts: string;
  readonly minFreeBytes?: number;
  readonly log: { warn(facts: object, words: string): void; info(facts: object, words: string): void };
  readonly times?: S3Times;
}

/**
 * Objects `files/<key>` of one bucket.
 *
 * @example const storage = await openS3Storage({ settings: config.s3, parts: join(dataDir, 'files', 'parts'), log });
 */
export async function openS3Storage(options: S3StorageOptions): Promise<FileStorage> {
  const { settings, parts, log, minFreeBytes = 0, times = TIMES } = options;
  await mkdir(parts, { recursive: true, mode: 0o700 });
  const client = clientOf(settings, times);
  const Bucket = settings.bucket;
  const slot = taking(UPLOADS_AT_ONCE);
  const inspectable = new Map<string, string>();
  const trouble = troubleLog(log);
  const where = (key: string) => {
    if (!KEY.test(key)) throw new Error('Not a storage key.');
    return { Bucket, Key: PREFIX + key };
  };
  /** Says once in the log when the bucket fails and when it is back; people get a sentence. */
  const asking = async <T>(refusal: () => Refusal, work: () => Promise<T>): Promise<T> => {
    try {
      const result = await work();
      trouble.over();
      return result;
    } catch (error) {
      if (error instanceof Refusal || isMissing(error)) throw error;
      trouble.seen(error);
      throw refusal();
    }
  };

  const forget = async (key: string): Promise<void> => {
    const path = inspectable.get(key);
    if (path && inspectable.delete(key)) await rm(path, { force: true });
  };

  async function put(source: AsyncIterable<Uint8Array>, putOptions: PutOptions): Promise<StoredBytes> {
    const { path, key, size, sha256 } = await writePart({ folder: parts, minFreeBytes }, source, putOptions);
    try {
      await slot(() => asking(cannotKeep, () => send(client, where(key), path)));
    } catch (error) {
      await rm(path, { force: true });
      // The answer may have been lost after the object was written.
      void client.send(new DeleteObjectCommand(where(key))).catch(() => {});
      throw error;
    }
    if (putOptions.willInspect) {
      inspectable.set(key, path);
      setTimeout(() => void forget(key), INSPECT_WITHIN_MS).unref();
    } else {
      await rm(path, { force: true });
    }
    return { key, size, sha256 };
  }

  const get: FileStorage['get'] = async (key, range) => {
    const object = where(key);
    try {
      return await asking(cannotRead, () => openObject(client, object, range, trouble.seen, times));
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };

  const place: StorePlace = {
    kind: 's3',
    put,
    get,
    async stat(key) {
      const object = where(key);
      try {
        const found = await asking(cannotRead, () => client.send(new HeadObjectCommand(object)));
        return { size: found.ContentLength ?? 0, modifiedMs: found.LastModified?.getTime() ?? 0 };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async delete(key) {
      const object = where(key);
      await forget(key);
      await asking(cannotRead, () => client.send(new DeleteObjectCommand(object)));
    },
    async *list() {
      for (let token: string | undefined; ; ) {
        const page = await asking(cannotRead, () =>
          client.send(new ListObjectsV2Command({ Bucket, Prefix: PREFIX, ...(token ? { ContinuationToken: token } : {}) })),
        );
        for (const { Key = '', LastModified } of page.Contents ?? []) {
          const key = Key.slice(PREFIX.length);
          if (KEY.test(key)) yield { key, modifiedMs: LastModified?.getTime() ?? nowMs() };
        }
        token = page.NextContinuationToken;
        if (!page.IsTruncated || !token) return;
      }
    },
    async withPath(key, use) {
      const path = inspectable.get(key) ?? (await download(await get(key), join(parts, `${key}.${randomBytes(4).toString('hex')}`)));
      inspectable.delete(key);
      try {
        return await use(path);
      } finally {
        await rm(path, { force: true });
      }
    },
    removeAbandonedParts: async (olderThanMs) =>
      (await removeOldParts(parts, olderThanMs)) + (await abortOldUploads(client, Bucket, nowMs() - olderThanMs)),
    async owner() {
      try {
        const found = await asking(cannotRead, () => client.send(new GetObjectCommand({ Bucket, Key: OWNER })));
        return readOwner((await found.Body?.transformToString()) ?? '');
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async setOwner(owner) {
      await asking(cannotKeep, () => client.send(new PutObjectCommand({ Bucket, Key: OWNER, Body: JSON.stringify(owner) })));
    },
    check: () => tryOut(client, settings, trouble),
  };
  return { ...place, places: [place] };
}

const clientOf = (settings: S3Settings, times: S3Times): S3Client =>
  new S3Client({
    region: settings.region,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    // Services beside Amazon know their bucket by path, and not all of them the newer checksums.
    ...(settings.endpoint ? { endpoint: settings.endpoint, forcePathStyle: true } : {}),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: times.connectMs,
      requestTimeout: times.answerMs,
      throwOnRequestTimeout: true,
      // Quiet: what waits too long is told by us, in one line.
      socketAcquisitionWarningTimeout: 24 * 3600_000,
      httpAgent: { keepAlive: true, maxSockets: 64 },
      httpsAgent: { keepAlive: true, maxSockets: 64 },
    },
  });

/** In one request, or in parts that are each tried again; given up parts are removed from the bucket. */
async function send(client: S3Client, where: { Bucket: string; Key: string }, path: string): Promise<void> {
  const Body = createReadStream(path, { highWaterMark: MEGABYTE });
  const upload = new Upload({
    client,
    params: { ...where, Body, ContentType: 'application/octet-stream' },
    queueSize: 2,
    partSize: PART_BYTES,
  });
  try {
    await upload.done();
  } finally {
    Body.destroy();
  }
}

async function download(body: Readable | null, path: string): Promise<string> {
  if (!body) throw Object.assign(new Error('These bytes are not in the bucket.'), { code: 'ENOENT' });
  try {
    await pipeline(body, createWriteStream(path, { mode: 0o600 }));
    return path;
  } catch (error) {
    await rm(path, { force: true });
    return orNoRoom(error);
  }
}

/** Uploads in parts whose process died: their bytes cost money and are listed nowhere else. */
async function abortOldUploads(client: S3Client, Bucket: string, before: number): Promise<number> {
  let removed = 0;
  try {
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: PREFIX }));
    for (const { Key, UploadId, Initiated } of Uploads) {
      if (!Key || !UploadId || (Initiated?.getTime() ?? 0) > before) continue;
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      removed++;
    }
  } catch (error) {
    // Some services know no such list; they forget unfinished uploads by themselves.
    if (!/NotImplemented|MethodNotAllowed/.test((error as Error).name)) throw error;
  }
  return removed;
}

async function tryOut(client: S3Client, { bucket: Bucket }: S3Settings, trouble: TroubleLog): Promise<StorageCheck> {
  try {
    // A name of its own: several processes may try the bucket at the same time.
    const Key = `portico-check/${randomBytes(8).toString('hex')}`;
    await client.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'Written by the health check of Portico.\n' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    trouble.over();
    return { kind: 's3', ok: true, detail: `Files are kept in the bucket ${Bucket}.`, advice: null };
  } catch (error) {
    trouble.seen(error);
    const { detail, advice } = troubleOf(error);
    return { kind: 's3', ok: false, detail: `Uploads and downloads fail: ${detail}`, advice };
  }
}

/** Without the client's stack, which says where in the client and nothing about the bucket. */
function causeOf(error: unknown): string {
  const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
  return [name, $metadata?.httpStatusCode, message].filter((part) => part !== undefined).join(' ');
}

interface TroubleLog {
  seen(error: unknown): void;
  over(): void;
}

/** One line when it begins, or becomes another trouble, and one when it is over: a bucket that is away fails a hundred requests. */
function troubleLog(log: S3StorageOptions['log']): TroubleLog {
  let now: S3Trouble | null = null;
  return {
    seen(error) {
      const found = troubleOf(error);
      if (now?.detail !== found.detail) log.warn({ cause: causeOf(error), advice: found.advice }, `file storage: ${found.detail}`);
      now = found;
    },
    over() {
      if (now) log.info({}, 'file storage: the bucket answers again');
      now = null;
    },
  };
}
