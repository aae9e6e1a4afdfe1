import type { Readable } from 'node:stream';

export interface PutOptions {
  /** Refused with `file.tooLarge` as soon as one byte more arrives. */
  readonly maxBytes: number;
  /** What the sender announced; a different length is refused with `file.truncated`. */
  readonly expectedBytes?: number | undefined;
  /** The caller asks for `withPath` right after: a store far away keeps its local copy until then. */
  readonly willInspect?: boolean;
  /** Only a restore gives the key, the one that the restored rows name; what was stored under it is replaced. */
  readonly key?: string;
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

/** Whether new files can be kept right now, in words for an operator. */
export interface StorageCheck {
  readonly kind: 'folder' | 's3';
  readonly ok: boolean;
  readonly detail: string;
  /** What to do; null when all is well. */
  readonly advice: string | null;
}

/**
 * The note in a store that says whose files these are. Several databases may come to look at one store (a copy of the database for
 * trying things out, a wrong DATABASE_URL); only the owner may remove what it does not know.
 */
export interface StoreOwner {
  /** As `storeIdentity` names a database. */
  readonly workspace: string;
  /** Set by an operator who knows that so many files are nobody's: the next sweep may remove them. */
  readonly mayRemove?: number;
}

/**
 * Where bytes live: a folder (local-storage.ts) or a bucket (s3-storage.ts); one test suite holds both to this contract.
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
  /** Null: nobody has said so yet. */
  owner(): Promise<StoreOwner | null>;
  setOwner(owner: StoreOwner): Promise<void>;
  /** The single stores this one is made of, each with an owner of its own; most often itself alone. */
  readonly places: readonly StorePlace[];
  /** Tries it out, for doctor and the health page; never throws. */
  check(): Promise<StorageCheck>;
}

export type StorePlace = Omit<FileStorage, 'places'> & { readonly kind: 'folder' | 's3' };

/** A note that cannot be read is somebody's all the same. */
export function readOwner(text: string): StoreOwner {
  try {
    const { workspace, mayRemove } = JSON.parse(text) as Partial<StoreOwner>;
    return { workspace: String(workspace ?? ''), ...(Number.isSafeInteger(mayRemove) ? { mayRemove: mayRemove as number } : {}) };
  } catch {
    return { workspace: '' };
  }
}
