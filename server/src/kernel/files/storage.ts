import type { Readable } from 'node:stream';

export interface PutOptions {
  /** Refused with `file.tooLarge` as soon as one byte more arrives. */
  readonly maxBytes: number;
  /** What the sender announced; a different length is refused with `file.truncated`. */
  readonly expectedBytes?: number | undefined;
}
export interface StoredBytes {
  /** Random, never derived from the content or the name: it says nothing and two equal files stay two. */
  readonly key: string;
  readonly size: number;
  readonly sha256: string;
}
export interface ByteRange {
  readonly start: number;
  /** Inclusive, as in HTTP. */
  readonly end: number;
}

/**
 * Where bytes live. The folder store is the default; an S3 store implements the same six methods.
 * Nothing here may be called inside a database transaction: bytes are slow.
 */
export interface FileStorage {
  /** Streams to durable storage. Whatever goes wrong, nothing is left behind. */
  put(source: AsyncIterable<Uint8Array>, options: PutOptions): Promise<StoredBytes>;
  /** Null when there is no such key. */
  get(key: string, range?: ByteRange): Promise<Readable | null>;
  stat(key: string): Promise<{ readonly size: number; readonly modifiedMs: number } | null>;
  /** Deleting what is not there is fine: clean-up may run twice. */
  delete(key: string): Promise<void>;
  /** Every stored key, for the sweep that finds bytes without a row. */
  list(): AsyncIterable<{ readonly key: string; readonly modifiedMs: number }>;
  /** Gives tools that need a real file (sharp, type detection) a path for the time of `use`. */
  withPath<T>(key: string, use: (path: string) => Promise<T>): Promise<T>;
  /** Removes parts that a killed process left half written. */
  removeAbandonedParts(olderThanMs: number): Promise<number>;
}
