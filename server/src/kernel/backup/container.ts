import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { Refusal } from '../errors.ts';
import { VERSION } from '../version.ts';
import {
  type BackupHeader,
  damaged,
  exchanged,
  FORMAT,
  isNewerVersion,
  MAGIC,
  madeByNewer,
  needsPassphrase,
  notABackup,
  notEncrypted,
  wrongPassphrase,
} from './format.ts';
import { keyFor, newKey, Opening, opening, type Seal, sealing } from './sealing.ts';

const TRAILER = /^\nPORTICO END ([0-9a-f]{64}) (\d{20})\n$/;
const TRAILER_BYTES = 1 + 12 + 64 + 1 + 20 + 1;
const LONGEST_HEADER = 1_000_000;
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export interface Container {
  readonly path: string;
  readonly header: BackupHeader;
  readonly bytes: number;
  /** The first lines as they are in the file; the body begins behind them. */
  readonly head: Buffer;
  /** Where the body ends. */
  readonly end: number;
}

/** The only kind of which a body is read: whether it has to be encrypted was asked. */
export interface UnlockedContainer extends Container {
  readonly seal: Seal | null;
}

/**
 * Writes the file under `PATH.partial`, flushes it and gives it its name only then: what is called a backup is a whole one. Whatever
 * goes wrong, nothing is left behind.
 */
export async function writeContainer(
  path: string,
  header: Omit<BackupHeader, 'encryption'>,
  body: AsyncIterable<Uint8Array>,
  options: { readonly passphrase: string | null; readonly signal: AbortSignal; readonly level?: number },
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const partial = `${path}.partial`;
  // Readable by its owner alone from its first byte: personal data and the instance secret are inside.
  const handle = await open(partial, 'wx', 0o600).catch((error) => whereTo(error, path));
  try {
    const made = options.passphrase === null ? null : await newKey(options.passphrase);
    const file = new Output(handle);
    const head = Buffer.from(`${MAGIC} ${FORMAT}\n${JSON.stringify({ ...header, encryption: made?.encryption ?? null })}\n`);
    await file.write(head);
    const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: options.level ?? 3 } });
    const store = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
      for await (const chunk of chunks) await file.write(chunk);
    };
    const source = Readable.from(body, { objectMode: false });
    const { signal } = options;
    if (made) await pipeline(source, compress, sealing({ key: made.key, head }), store, { signal });
    else await pipeline(source, compress, store, { signal });
    const sha256 = file.digest();
    await file.write(Buffer.from(`\nPORTICO END ${sha256} ${String(file.bytes).padStart(20, '0')}\n`));
    await handle.sync();
    await handle.close();
    await rename(partial, path);
    await syncFolder(dirname(path));
    return { bytes: file.bytes, sha256 };
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(partial, { force: true });
    return whereTo(error, path);
  }
}

class Output {
  readonly #handle: FileHandle;
  readonly #hash = createHash('sha256');
  bytes = 0;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  async write(chunk: Buffer): Promise<void> {
    this.#hash.update(chunk);
    // A write may take fewer bytes than it was given without being an error.
    for (let offset = 0; offset < chunk.length; ) {
      const { bytesWritten } = await this.#handle.write(chunk, offset, chunk.length - offset);
      if (bytesWritten === 0) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      offset += bytesWritten;
    }
    this.bytes += chunk.length;
  }

  /** Of everything so far. */
  digest = (): string => this.#hash.copy().digest('hex');
}

function whereTo(error: unknown, path: string): never {
  const code = (error as NodeJS.ErrnoException)?.code ?? '';
  const refuse = (status: number, name: string, why: string): never => {
    throw new Refusal(status, name, why);
  };
  if (NO_ROOM.has(code))
    refuse(
      507,
      'backup.noRoom',
      `There is no room for the backup in ${dirname(path)}. Nothing of it was kept. Free some space there, or choose another place.`,
    );
  if (code === 'EEXIST')
    refuse(
      409,
      'backup.exists',
      `${path}.partial is there already: another backup is being written to it, or was cut off. Nothing was changed. Remove it, or choose another name.`,
    );
  if (code === 'ENOENT' || code === 'ENOTDIR')
    refuse(422, 'backup.noFolder', `The folder ${dirname(path)} does not exist. No backup was made.`);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    refuse(
      403,
      'backup.noRight',
      `The user that runs Portico may not write into ${dirname(path)}. No backup was made. Give it the right, or choose another place.`,
    );
  throw error;
}

/** Reads what the file says of itself; the cheapest refusals come from here. */
export async function openContainer(path: string): Promise<Container> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Refusal(404, 'backup.notFound', `${path} does not exist. Nothing was changed.`);
    throw error;
  });
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw notABackup(path);
    const head = Buffer.alloc(Math.min(facts.size, LONGEST_HEADER));
    await handle.read(head, 0, head.length, 0);
    const first = head.indexOf(10);
    const magic = new RegExp(`^${MAGIC} (\\d{1,6})$`).exec(first > 0 && first < 40 ? head.toString('latin1', 0, first) : '');
    if (!magic) throw notABackup(path);
    const second = head.indexOf(10, first + 1);
    const header = second > 0 ? parseHeader(head.toString('utf8', first + 1, second)) : null;
    // Asked before anything else is believed: a newer format may look quite different after its first two lines.
    if (Number(magic[1]) > FORMAT) throw madeByNewer(header ?? { version: 'a later version' });
    if (!header) throw damaged(path, 'its first lines cannot be read');
    if (isNewerVersion(header.version, VERSION)) throw madeByNewer(header);
    return { path, header, bytes: facts.size, head: Buffer.from(head.subarray(0, second + 1)), end: facts.size - TRAILER_BYTES };
  } finally {
    await handle.close();
  }
}

function parseHeader(text: string): BackupHeader | null {
  try {
    const header = JSON.parse(text) as BackupHeader;
    return typeof header.version === 'string' && Array.isArray(header.migrations) && isEncryption(header.encryption) ? header : null;
  } catch {
    return null;
  }
}

const HEX = /^[0-9a-f]{32}$/;
/** Absent is not the same as null: whoever wrote the file said which. */
function isEncryption(value: BackupHeader['encryption'] | undefined): boolean {
  if (value === null) return true;
  return value?.cipher === 'aes-256-gcm-pieces' && HEX.test(value.salt) && HEX.test(value.check);
}

/**
 * Who gives a passphrase expects a file that only its owner could have written. One that is not encrypted is refused and not simply
 * read: anybody who may write where backups lie could have put it in the place of the real one, with a master administrator of his own.
 */
export async function unlockContainer(container: Container, passphrase: string | null): Promise<UnlockedContainer> {
  const { header, head, path } = container;
  if (header.encryption === null) {
    if (passphrase !== null) throw notEncrypted(path);
    return { ...container, seal: null };
  }
  if (passphrase === null) throw needsPassphrase();
  const key = await keyFor(header.encryption, passphrase);
  if (key === null) throw wrongPassphrase();
  return { ...container, seal: { key, head } };
}

/**
 * Reads the whole file once, compares its digest and, when it is encrypted, proves header and body. Nothing is restored from a file that
 * has not passed this.
 */
export async function verifyContainer(
  container: UnlockedContainer,
  options: { readonly signal: AbortSignal; readonly onBytes?: (done: number) => void },
): Promise<{ readonly sha256: string }> {
  const { path, bytes, head, end, seal } = container;
  const cut = () => damaged(path, 'its end is missing, so it was cut off while it was written or copied');
  if (end < head.length) throw cut();
  let done = 0;
  const hash = createHash('sha256');
  const proof = seal && new Proof(seal);
  for await (const chunk of createReadStream(path, { end: end - 1, highWaterMark: 1 << 20, signal: options.signal })) {
    hash.update(chunk as Buffer);
    proof?.add((chunk as Buffer).subarray(Math.max(0, head.length - done)));
    done += (chunk as Buffer).length;
    options.onBytes?.(done);
  }
  let tail = '';
  for await (const chunk of createReadStream(path, { start: end, encoding: 'latin1' })) tail += chunk;
  const trailer = TRAILER.exec(tail);
  if (!trailer) throw cut();
  if (Number(trailer[2]) !== bytes - TRAILER_BYTES || trailer[1] !== hash.digest('hex'))
    throw damaged(path, 'its checksum does not fit its content');
  // Asked last: a copy that went wrong is to be told as that, and not as somebody's doing.
  if (proof && !proof.holds()) throw exchanged(path);
  return { sha256: trailer[1] as string };
}

/** Whether a body is the one that was sealed. */
class Proof {
  readonly #opening: Opening;
  #broken = false;

  constructor(seal: Seal) {
    this.#opening = new Opening(seal);
  }

  add(chunk: Buffer): void {
    if (!this.#broken) this.#try(() => [...this.#opening.add(chunk)]);
  }

  holds(): boolean {
    if (!this.#broken) this.#try(() => this.#opening.last());
    return !this.#broken;
  }

  #try(work: () => unknown): void {
    try {
      work();
    } catch {
      this.#broken = true;
    }
  }
}

/** The body, decrypted and decompressed. Proved again on the way: the file may be another one since it was checked. */
export function readBody({ path, head, end, seal }: UnlockedContainer): AsyncIterable<Uint8Array> {
  const body = createReadStream(path, { start: head.length, end: end - 1, highWaterMark: 1 << 18 });
  const plain = createZstdDecompress();
  const opened = seal && opening(seal, () => exchanged(path));
  // Its error reaches whoever reads `plain`.
  void (opened ? pipeline(body, opened, plain) : pipeline(body, plain)).catch(() => {});
  return plain as AsyncIterable<Uint8Array>;
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
