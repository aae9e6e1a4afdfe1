import { createHash } from 'node:crypto';
import type { Item, Manifest, TableSum } from './format.ts';
import { RowSum } from './row-sum.ts';

/** One control line. Rows begin with `[`, so a reader knows them apart by their first byte. */
type Control =
  | { readonly t: 'instance'; readonly secrets: readonly string[] }
  | { readonly t: 'table'; readonly name: string; readonly columns: readonly string[] }
  | ({ readonly t: 'tableEnd'; readonly name: string } & TableSum)
  | { readonly t: 'sequences'; readonly values: Extract<Item, { kind: 'sequences' }>['values'] }
  | { readonly t: 'file'; readonly key: string; readonly size: number }
  | { readonly t: 'fileEnd'; readonly key: string; readonly sha256: string }
  | { readonly t: 'end'; readonly manifest: Manifest };

const line = (control: Control): Buffer => Buffer.from(`${JSON.stringify(control)}\n`);

/** Items as the bytes of a body. */
export async function* encodeItems(items: AsyncIterable<Item>): AsyncGenerator<Uint8Array> {
  for await (const item of items) {
    if (item.kind === 'rows') yield Buffer.from(`${item.lines.join('\n')}\n`);
    else if (item.kind === 'file') yield* encodeFile(item);
    else {
      const { kind, ...facts } = item;
      yield line({ t: kind, ...facts } as Control);
    }
  }
}

async function* encodeFile({ key, size, bytes }: Extract<Item, { kind: 'file' }>): AsyncGenerator<Uint8Array> {
  yield line({ t: 'file', key, size });
  const hash = createHash('sha256');
  let sent = 0;
  for await (const chunk of bytes) {
    hash.update(chunk);
    sent += chunk.length;
    if (sent > size) break;
    yield chunk;
  }
  // Stored files never change; a store that breaks in the middle must not leave a backup that only looks whole.
  if (sent !== size) throw new Error(`The stored file ${key} has ${sent} bytes instead of ${size}: its store failed while it was read.`);
  yield Buffer.from('\n');
  yield line({ t: 'fileEnd', key, sha256: hash.digest('hex') });
}

/** The largest piece handed on at once: the embedded database takes many small statements faster than few large ones. */
const ROWS_AT_ONCE = 500;
const TEXT_AT_ONCE = 256 * 1024;

/** A body as items again. Counts and sums are compared on the way. @throws Error naming the section that is not as it was written. */
export async function* decodeItems(body: AsyncIterable<Uint8Array>): AsyncGenerator<Item> {
  const input = new Input(body);
  try {
    yield* itemsIn(input);
  } finally {
    // Whoever looks at the first item only leaves an open file behind otherwise.
    await input.close();
  }
}

async function* itemsIn(input: Input): AsyncGenerator<Item> {
  let lines: string[] = [];
  let length = 0;
  const sum = new RowSum();
  const flush = function* (): Generator<Item> {
    if (lines.length > 0) yield { kind: 'rows', lines };
    lines = [];
    length = 0;
  };
  for (;;) {
    const text = await input.line();
    if (text === null) throw new Error('it ends too early');
    if (text.startsWith('[')) {
      sum.add(text);
      lines.push(text);
      length += text.length;
      if (lines.length >= ROWS_AT_ONCE || length >= TEXT_AT_ONCE) yield* flush();
      continue;
    }
    yield* flush();
    const control = JSON.parse(text) as Control;
    if (control.t === 'file') {
      // It becomes a path.
      if (!/^[0-9a-f]{32}$/.test(control.key)) throw new Error('a stored file has a name that is none of ours');
      const file = input.file(control);
      yield { kind: 'file', key: control.key, size: control.size, bytes: file };
      // Whoever got it may not have wanted it.
      for await (const _ of file);
      continue;
    }
    if (control.t === 'fileEnd') throw new Error(`the file ${control.key} ends where none began`);
    if (control.t === 'tableEnd') {
      const { rows, sum: total } = sum.take();
      if (rows !== control.rows || total !== control.sum) throw new Error(`the rows of ${control.name} are not those that were written`);
    }
    // The last piece of an encrypted body is proved by reading past the end; only then is it one.
    if (control.t === 'end' && !(await input.ended())) throw new Error('something follows its end');
    const { t, ...facts } = control;
    yield { kind: t, ...facts } as Item;
    if (t === 'end') return;
  }
}

class Input {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#chunks = body[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    const left = this.#rest.subarray(this.#at);
    this.#rest = left.length === 0 ? Buffer.from(next.value) : Buffer.concat([left, next.value]);
    this.#at = 0;
    return true;
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async ended(): Promise<boolean> {
    while (this.#at >= this.#rest.length) if (!(await this.#more())) return true;
    return false;
  }

  async line(): Promise<string | null> {
    let searched = this.#at;
    for (;;) {
      const end = this.#rest.indexOf(10, searched);
      if (end >= 0) {
        const text = this.#rest.toString('utf8', this.#at, end);
        this.#at = end + 1;
        return text;
      }
      const known = this.#rest.length - this.#at;
      if (!(await this.#more())) return null;
      searched = known;
    }
  }

  /** The bytes of a file, and the control line behind them. */
  async *file({ key, size }: { readonly key: string; readonly size: number }): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for (let left = size; left > 0; ) {
      if (this.#at >= this.#rest.length && !(await this.#more())) throw new Error('it ends too early');
      const chunk = this.#rest.subarray(this.#at, this.#at + left);
      this.#at += chunk.length;
      left -= chunk.length;
      hash.update(chunk);
      yield chunk;
    }
    await this.line();
    const end = JSON.parse((await this.line()) ?? '{}') as { t?: string; sha256?: string };
    if (end.t !== 'fileEnd' || end.sha256 !== hash.digest('hex')) throw new Error(`the file ${key} is not the one that was written`);
  }
}
