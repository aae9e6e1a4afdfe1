import { Readable } from 'node:stream';
import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import type { ByteRange } from './storage.ts';

/** Silence of the store while we wait for bytes. A slow receiver does not count: nobody waits then. */
const SILENCE_MS = 20_000;
const REOPENINGS = 3;
/** An opened object that nobody begins to read holds one of the few connections to the store. */
const UNREAD_MS = 60_000;

/** The store stopped sending in the middle of an object. */
class StalledError extends Error {
  override readonly name = 'StalledError';
}

/**
 * Opens an object; a connection that breaks in the middle is opened again where it stopped, so that a large download survives a
 * short trouble. Throws what the client throws, when nothing could be opened at all.
 *
 * @example const body = await openObject(client, { Bucket, Key }, { start: 0, end: 99 });
 */
export async function openObject(
  client: S3Client,
  where: { readonly Bucket: string; readonly Key: string },
  range: ByteRange | undefined,
  onTrouble: (error: unknown) => void,
  { silenceMs = SILENCE_MS, unreadMs = UNREAD_MS }: { readonly silenceMs?: number; readonly unreadMs?: number } = {},
): Promise<Readable> {
  const open = (start: number, end: number | null, etag?: string) =>
    client.send(
      new GetObjectCommand({
        ...where,
        ...(start > 0 || end !== null ? { Range: `bytes=${start}-${end ?? ''}` } : {}),
        ...(etag ? { IfMatch: etag } : {}),
      }),
    );
  const first = await open(range?.start ?? 0, range?.end ?? null);
  const connection = new Connection(first.Body as Readable);
  const body = Readable.from(flow(first, range, open, onTrouble, connection, silenceMs), { objectMode: false, highWaterMark: 64 * 1024 });
  const unread = setTimeout(() => body.destroy(), unreadMs).unref();
  connection.whenRead = () => clearTimeout(unread);
  // Not left to the generator: one that was never started, because the receiver was gone before the first byte, does no clean-up.
  body.once('close', () => {
    clearTimeout(unread);
    connection.giveUp();
  });
  return body;
}

/** What is open towards the store right now, across reopenings. */
class Connection {
  whenRead = (): void => {};
  #body: Readable;
  #givenUp = false;

  constructor(body: Readable) {
    this.#body = body;
    // Without it, an error of a body that nobody reads would end the process.
    body.on('error', () => {});
  }

  get body(): Readable {
    return this.#body;
  }

  get isGivenUp(): boolean {
    return this.#givenUp;
  }

  replace(body: Readable): void {
    this.#body.destroy();
    this.#body = body;
    body.on('error', () => {});
    if (this.#givenUp) body.destroy();
  }

  giveUp(): void {
    this.#givenUp = true;
    this.#body.destroy();
  }
}

async function* flow(
  first: GetObjectCommandOutput,
  range: ByteRange | undefined,
  open: (start: number, end: number | null, etag?: string) => Promise<GetObjectCommandOutput>,
  onTrouble: (error: unknown) => void,
  connection: Connection,
  silenceMs: number,
): AsyncGenerator<Uint8Array> {
  connection.whenRead();
  const start = range?.start ?? 0;
  const end = range?.end ?? (first.ContentLength === undefined ? null : start + first.ContentLength - 1);
  let sent = 0;
  for (let reopened = 0; ; reopened++) {
    try {
      for await (const chunk of unlessSilent(connection.body, silenceMs)) {
        sent += chunk.length;
        yield chunk;
      }
      // A connection that closes early can look like an end.
      if (end === null || start + sent > end) return;
      throw new StalledError('The object ended too early.');
    } catch (error) {
      if (connection.isGivenUp) return;
      onTrouble(error);
      connection.body.destroy();
      if (reopened >= REOPENINGS || end === null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** reopened));
      if (connection.isGivenUp) return;
      connection.replace((await open(start + sent, end, first.ETag)).Body as Readable);
    }
  }
}

async function* unlessSilent(body: Readable, silenceMs: number): AsyncGenerator<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    for (;;) {
      let timer: NodeJS.Timeout | undefined;
      const silent = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new StalledError('The store fell silent.')), silenceMs);
      });
      const pending = iterator.next();
      pending.catch(() => {});
      const next = await Promise.race([pending, silent]).finally(() => clearTimeout(timer));
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Also when the receiver went away in the middle: the connection to the store is not left hanging.
    body.destroy();
  }
}
