import { join } from 'node:path';
import type { S3Settings } from '../config/config.ts';
import type { Crypto } from '../crypto/crypto.ts';
import { FileLinks } from './links.ts';
import { openLocalStorage } from './local-storage.ts';
import { withOlderFiles } from './moved-storage.ts';
import type { S3StorageOptions } from './s3-storage.ts';
import { defaultFileLimits, type FileLimits } from './sizes.ts';
import type { FileStorage } from './storage.ts';

/** What one process needs to keep and hand out files. */
export interface FileService {
  readonly storage: FileStorage;
  readonly links: FileLinks;
  readonly limits: FileLimits;
}

let opened: FileService | null = null;

/**
 * Opened once at start (and by the test harness), before any module runs. The secret behind `crypto` must be the
 * same on every process and survive restarts: links in mails live up to a month.
 *
 * @example await openFiles({ folder: join(config.dataDir, 'files'), crypto });
 */
export async function openFiles(options: {
  readonly folder: string;
  readonly crypto: Pick<Crypto, 'mac' | 'macMatches'>;
  readonly limits?: Partial<FileLimits>;
  /** The bucket that keeps new files; without it the folder does. */
  readonly s3?: { readonly settings: S3Settings; readonly log: S3StorageOptions['log'] } | null;
  /** See FileLinks. */
  readonly subPath?: string;
}): Promise<FileService> {
  const limits = { ...defaultFileLimits, ...options.limits };
  opened = {
    storage: await openStorage(options.folder, limits, options.s3 ?? null),
    links: new FileLinks(options.crypto, options.subPath),
    limits,
  };
  return opened;
}

/** Only the bytes, beside the service of the process: a restore fills the store of another workspace. */
export async function openStorage(
  folder: string,
  { minFreeBytes }: Pick<FileLimits, 'minFreeBytes'>,
  s3: { readonly settings: S3Settings; readonly log: S3StorageOptions['log'] } | null,
): Promise<FileStorage> {
  const local = await openLocalStorage(folder, { minFreeBytes });
  if (!s3) return local;
  // Its client is loaded only by those who need it: a quarter of a second of processor time and 22 MB.
  const { openS3Storage } = await import('./s3-storage.ts');
  return withOlderFiles(await openS3Storage({ ...s3, parts: join(folder, 'parts'), minFreeBytes }), local);
}

/** The open file service; throws when `openFiles` was not called, which is a mistake in start-up. */
export function fileService(): FileService {
  if (!opened) throw new Error('The file store is not open: call openFiles() at start.');
  return opened;
}
