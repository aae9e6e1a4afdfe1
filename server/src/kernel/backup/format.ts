import { Refusal } from '../errors.ts';
import { VERSION } from '../version.ts';

// One file: a line that says what it is, a line of facts (the header), a body, and a trailer of fixed length with the digest of
// everything before it. The body is a zstd stream (encrypted when a passphrase was given, see sealing.ts) of lines: control lines are objects, rows
// are arrays, the bytes of a file follow their control line. `zstdcat` on the body shows it all. See docs/decisions/one-backup-file.md.

/** Bumped when an older Portico could no longer read the file. */
export const FORMAT = 1;
export const MAGIC = 'PORTICO BACKUP';

export interface BackupHeader {
  readonly format: number;
  /** Of this backup; an interrupted restore recognises its own file by it. */
  readonly id: string;
  /** The Portico that wrote it. */
  readonly version: string;
  readonly createdAt: string;
  readonly kind: 'manual' | 'scheduled';
  readonly engine: 'postgres' | 'pglite';
  readonly publicUrl: string;
  /** Migrations of the database inside, in order. */
  readonly migrations: readonly { readonly version: number; readonly name: string; readonly checksum: string }[];
  /** How many there are, for whoever watches a restore. */
  readonly rows: number;
  /** Version of the job library's tables. */
  readonly jobsSchema: number;
  readonly encryption: Encryption | null;
}
export interface Encryption {
  readonly cipher: 'aes-256-gcm-pieces';
  readonly salt: string;
  /** Tells a wrong passphrase from a damaged file. */
  readonly check: string;
}

export interface TableSum {
  readonly rows: number;
  /** Sum of the first 64 bits of every row's SHA-256: the same on both engines and in any order of rows. */
  readonly sum: string;
}
export interface Manifest {
  readonly tables: Readonly<Record<string, TableSum>>;
  readonly files: { readonly count: number; readonly bytes: number; readonly missing: readonly string[] };
}
export interface SequenceValue {
  readonly name: string;
  readonly last: string;
  readonly called: boolean;
}

/** What a backup is made of, in the order in which it is written and loaded. */
export type Item =
  /** Without the secrets, sealed credentials in the database could not be opened and links in sent mails would end. */
  | { readonly kind: 'instance'; readonly secrets: readonly string[] }
  | { readonly kind: 'table'; readonly name: string; readonly columns: readonly string[] }
  /** Each line is a JSON array of texts and nulls, as the database wrote it. */
  | { readonly kind: 'rows'; readonly lines: readonly string[] }
  | ({ readonly kind: 'tableEnd'; readonly name: string } & TableSum)
  | { readonly kind: 'sequences'; readonly values: readonly SequenceValue[] }
  | { readonly kind: 'file'; readonly key: string; readonly size: number; readonly bytes: AsyncIterable<Uint8Array> }
  | { readonly kind: 'end'; readonly manifest: Manifest };

/** How far it is; the shape of commands/terminal.ts. */
export interface BackupProgress {
  readonly phase: 'copying' | 'reading' | 'rows' | 'files' | 'indexes' | 'checking';
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
}
export interface BackupWatch {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BackupProgress) => void;
}

export const stopped = (kept: string): Refusal => new Refusal(499, 'command.stopped', `Stopped. ${kept}`);

export const notABackup = (path: string): Refusal =>
  new Refusal(422, 'backup.notOurs', `${path} is no backup of Portico. Nothing was changed.`);
export const damaged = (path: string, how: string): Refusal =>
  new Refusal(
    422,
    'backup.damaged',
    `${path} is damaged: ${how}. Nothing was changed. Take another backup, or fetch this file again from where it was copied.`,
  );
export const madeByNewer = (header: Pick<BackupHeader, 'version'>): Refusal =>
  new Refusal(
    422,
    'backup.newer',
    `This backup was made by Portico ${header.version}, this is ${VERSION}. Install that version or a newer one and restore with it. Nothing was changed.`,
  );
export const wrongPassphrase = (): Refusal =>
  new Refusal(422, 'backup.passphrase', 'The passphrase does not fit this backup. Nothing was changed.');
/** Whole, and yet not what was written with the passphrase. */
export const exchanged = (path: string): Refusal =>
  new Refusal(
    422,
    'backup.exchanged',
    `${path} was changed after it was made: its checksum was made to fit, its encryption does not. Nothing was changed. Do not use it; take another backup, and find out who can write there.`,
  );
/** Of one that was just written. */
export const notReadBack = (path: string): Refusal =>
  new Refusal(
    500,
    'backup.notReadBack',
    `What was read back from ${path} is not what was written there. It was removed, so this backup was not made. Look at that disk or share and at who else can write there, then try again.`,
  );
export const notEncrypted = (path: string): Refusal =>
  new Refusal(
    422,
    'backup.notEncrypted',
    `${path} is not encrypted, but a passphrase was given: somebody may have put it in the place of yours. Nothing was changed. If you know that it was made without a passphrase, leave --passphrase-file out.`,
  );
export const needsPassphrase = (): Refusal =>
  new Refusal(
    422,
    'backup.passphrase',
    'This backup is encrypted: name the file that holds its passphrase with --passphrase-file. Nothing was changed.',
  );

/** `0.10.2` is newer than `0.9`. */
export function isNewerVersion(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => version.split(/[.-]/).map(Number)) as [number[], number[]];
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] || 0) - (b[i] || 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
