/** What uploads may weigh; an operator can lower them when opening the store. */
export interface FileLimits {
  /** Largest upload in bytes. */
  readonly maxBytes: number;
  /** Uploads of one account that wait to be linked to something. */
  readonly maxWaitingFiles: number;
  readonly maxWaitingBytes: number;
  /** Uploads of one account that may run at the same time. */
  readonly maxParallelUploads: number;
  /** The disk keeps this much free, so that the database beside the files can still commit. */
  readonly minFreeBytes: number;
}

export const MEGABYTE = 1024 * 1024;

export const defaultFileLimits: FileLimits = {
  maxBytes: 100 * MEGABYTE,
  maxWaitingFiles: 100,
  maxWaitingBytes: 1024 * MEGABYTE,
  maxParallelUploads: 6,
  minFreeBytes: 256 * MEGABYTE,
};

/**
 * A size for a person, rounded up so that "2.1 MB, the limit is 2 MB" never reads as "2 MB, the limit is 2 MB".
 *
 * @example sizeInWords(3_250_585) // '3.1 MB'
 */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const inKilobytes = bytes < MEGABYTE;
  const value = Math.ceil((bytes / (inKilobytes ? 1024 : MEGABYTE)) * 10) / 10;
  return `${value} ${inKilobytes ? 'kB' : 'MB'}`;
}
