import type { Crypto } from '../crypto/crypto.ts';
import { FileLinks } from './links.ts';
import { openLocalStorage } from './local-storage.ts';
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
}): Promise<FileService> {
  const limits = { ...defaultFileLimits, ...options.limits };
  opened = {
    storage: await openLocalStorage(options.folder, { minFreeBytes: limits.minFreeBytes }),
    links: new FileLinks(options.crypto),
    limits,
  };
  return opened;
}

/** The open file service; throws when `openFiles` was not called, which is a mistake in start-up. */
export function fileService(): FileService {
  if (!opened) throw new Error('The file store is not open: call openFiles() at start.');
  return opened;
}
