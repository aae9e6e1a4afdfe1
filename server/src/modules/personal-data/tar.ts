/** One file of an archive; `size` must be what `bytes` yields. */
export interface Entry {
  readonly path: string;
  readonly size: number;
  readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

const BLOCK = 512;
const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/** A header of the POSIX "ustar" format, which every system unpacks. */
function header(path: string, size: number, seconds: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number, at: number) => block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'ascii');
  if (Buffer.byteLength(path) > 100 || size >= 8 ** 11) throw new Error('An entry of the archive is too long or too large.');
  block.write(path, 0, 'ascii');
  octal(0o644, 8, 100);
  octal(0, 8, 108);
  octal(0, 8, 116);
  octal(size, 12, 124);
  octal(seconds, 12, 136);
  block.fill(' ', 148, 156);
  block.write('0', 156, 'ascii');
  block.write('ustar\x0000', 257, 'ascii');
  octal(
    block.reduce((sum, byte) => sum + byte, 0),
    7,
    148,
  );
  return block;
}

/** Entries one after the other, none of them in memory as a whole. @example pipeline(tar(entries(), seconds), createGzip(), file) */
export async function* tar(entries: AsyncIterable<Entry>, seconds: number): AsyncGenerator<Uint8Array> {
  for await (const { path, size, bytes } of entries) {
    yield header(path, size, seconds);
    let written = 0;
    for await (const chunk of bytes) {
      written += chunk.length;
      yield chunk;
    }
    if (written !== size) throw new Error('An entry of the archive has another size than announced.');
    yield padding(size);
  }
  yield Buffer.alloc(2 * BLOCK);
}
