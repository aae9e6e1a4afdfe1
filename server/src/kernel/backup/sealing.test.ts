import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf } from '../../../../bench/acknowledged/writes.ts';
import { VERSION } from '../version.ts';
import { openContainer, readBody, unlockContainer, verifyContainer, writeContainer } from './container.ts';
import type { BackupHeader, Item } from './format.ts';
import { decodeItems, encodeItems } from './items.ts';
import { checkBackup } from './restore-backup.ts';

// What somebody can do who may write where encrypted backups lie, and does not know the passphrase. Every file here has a checksum
// that fits: that is the part anybody can make.

const PASSPHRASE = 'correct horse battery staple';
const PIECE = 256 * 1024 + 16;
const TRAILER = 99;
const home = mkdtempSync(join(tmpdir(), 'portico-sealing-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const signal = new AbortController().signal;
const watch = { signal, onProgress: () => {} };
const header: Omit<BackupHeader, 'encryption'> = {
  ...{ format: 1, id: 'x', version: VERSION, createdAt: '2026-11-22T02:00:00.000Z', kind: 'manual', engine: 'pglite' },
  ...{ publicUrl: 'http://localhost:3000', rows: 0, migrations: [], jobsSchema: 0 },
};
const file = bytesOf({ seed: 'sealed', size: 1_200_000 });

async function* items(secret: string): AsyncGenerator<Item> {
  yield { kind: 'instance', secrets: [secret] };
  yield {
    kind: 'file',
    key: 'ab'.repeat(16),
    size: file.length,
    bytes: (async function* () {
      yield file;
    })(),
  };
  yield { kind: 'end', manifest: { tables: {}, files: { count: 1, bytes: file.length, missing: [] } } };
}
const make = async (name: string, passphrase: string | null, secret = 'mine'): Promise<string> => {
  const path = join(home, name);
  await writeContainer(path, header, encodeItems(items(secret)), { passphrase, signal });
  return path;
};

interface Parts {
  readonly head: string;
  readonly pieces: readonly Buffer[];
}
function partsOf(path: string): Parts {
  const bytes = readFileSync(path);
  const start = bytes.indexOf(10, bytes.indexOf(10) + 1) + 1;
  const body = bytes.subarray(start, bytes.length - TRAILER);
  const pieces = Array.from({ length: Math.ceil(body.length / PIECE) }, (_, n) => body.subarray(n * PIECE, (n + 1) * PIECE));
  return { head: bytes.toString('utf8', 0, start), pieces };
}
function putTogether({ head, pieces }: Parts, path = join(home, 'forged.backup')): string {
  const all = Buffer.concat([Buffer.from(head), ...pieces]);
  const sha256 = createHash('sha256').update(all).digest('hex');
  writeFileSync(path, Buffer.concat([all, Buffer.from(`\nPORTICO END ${sha256} ${String(all.length).padStart(20, '0')}\n`)]));
  return path;
}
const answer = (path: string, passphrase: string | null = PASSPHRASE): Promise<string> =>
  checkBackup(path, passphrase, watch).then(
    ({ secrets }) => `taken: ${secrets.join()}`,
    (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
  );
const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8((copy.at(at) as number) ^ 1, at < 0 ? copy.length + at : at);
  return copy;
};

let sealed: string;
let parts: Parts;
beforeAll(async () => {
  sealed = await make('sealed.backup', PASSPHRASE);
  parts = partsOf(sealed);
});

describe('allows', () => {
  it('the file as it was written, also put together again from its parts', async () => {
    expect(parts.pieces.length).toBeGreaterThan(4);
    expect(await answer(sealed)).toBe('taken: mine');
    expect(await answer(putTogether(parts))).toBe('taken: mine');
  });
});

describe('refuses', () => {
  it('a file that is not encrypted where a passphrase was given', async () => {
    const plain = await make('plain.backup', null, 'of somebody else');
    expect(await answer(plain, null)).toBe('taken: of somebody else');
    expect(await answer(plain)).toMatch(/^backup\.notEncrypted: .* is not encrypted, but a passphrase was given.*Nothing was changed/);
    // The sealed body under a header that says it is not.
    const head = parts.head.replace(/"encryption":\{[^}]*\}/, '"encryption":null');
    expect(head).not.toBe(parts.head);
    expect(await answer(putTogether({ ...parts, head }))).toMatch(/^backup\.notEncrypted/);
    const silent = parts.head.replace(/,"encryption":\{[^}]*\}/, '');
    expect(await answer(putTogether({ ...parts, head: silent }))).toMatch(/^backup\.damaged/);
  });
  it('a file that somebody encrypted with a passphrase of his own', async () => {
    expect(await answer(await make('other.backup', 'a passphrase of somebody else'))).toContain('does not fit');
  });
  it.each([
    ['publicUrl', 'localhost:3000', 'localhost:3001'],
    ['createdAt', '2026-11-22T02', '2026-11-23T02'],
    ['rows', '"rows":0', '"rows":9'],
    ['more', '"rows":0', '"rows":0,"more":1'],
    ['version', `"version":"${VERSION}"`, '"version":"0.0.0"'],
  ])('a header with another %s', async (_, before, after) => {
    const head = parts.head.replace(before, after);
    expect(head).not.toBe(parts.head);
    expect(await answer(putTogether({ ...parts, head }))).toMatch(/^backup\.exchanged: .*Nothing was changed/);
  });
  it('pieces that were changed, left out, moved, doubled, added or cut off', async () => {
    const { pieces } = parts;
    const [first, second, ...others] = pieces as [Buffer, Buffer, ...Buffer[]];
    const last = pieces.at(-1) as Buffer;
    const forgeries: Record<string, readonly Buffer[]> = {
      'a bit of the first': [flipped(first, 1_000), second, ...others],
      'a bit of the last': [...pieces.slice(0, -1), flipped(last, 3)],
      'a bit of the last tag': [...pieces.slice(0, -1), flipped(last, -1)],
      'the first left out': [second, ...others],
      'one in the middle left out': [first, ...others],
      'two exchanged': [second, first, ...others],
      'one doubled': [first, first, second, ...others],
      'the last left out': pieces.slice(0, -1),
      'all but one left out': [first],
      'nothing left': [],
      'the last cut': [...pieces.slice(0, -1), last.subarray(0, -1)],
      'something added': [...pieces, Buffer.alloc(40)],
      'the last doubled': [...pieces, last],
    };
    // Made once: the head, and so the seal, is the same in all of them.
    const { seal } = await unlockContainer(await openContainer(sealed), PASSPHRASE);
    const verify = async (path: string) => verifyContainer({ ...(await openContainer(path)), seal }, { signal });
    await verify(putTogether(parts));
    for (const [what, changed] of Object.entries(forgeries))
      await expect(verify(putTogether({ ...parts, pieces: changed })), what).rejects.toMatchObject({ code: 'backup.exchanged' });
  });
  it('pieces of another backup with the same passphrase', async () => {
    const other = partsOf(await make('again.backup', PASSPHRASE, 'older'));
    expect(await answer(putTogether({ ...parts, pieces: other.pieces }))).toMatch(/^backup\.exchanged/);
    const mixed = [parts.pieces[0] as Buffer, ...other.pieces.slice(1)];
    expect(await answer(putTogether({ ...parts, pieces: mixed }))).toMatch(/^backup\.exchanged/);
  });
  it('a file that becomes another one after it was checked, before its end is given', async () => {
    const path = putTogether(parts, join(home, 'later.backup'));
    const { container } = await checkBackup(path, PASSPHRASE, watch);
    const read = async (): Promise<string[]> => {
      const kinds: string[] = [];
      for await (const item of decodeItems(readBody(container))) {
        kinds.push(item.kind);
      }
      return kinds;
    };
    expect(await read()).toEqual(['instance', 'file', 'end']);
    // The content stays whole: only the tag at the very end is another one.
    putTogether({ ...parts, pieces: [...parts.pieces.slice(0, -1), flipped(parts.pieces.at(-1) as Buffer, -1)] }, path);
    await expect(read()).rejects.toThrow('its encryption does not');
  });
  it('a body behind its end, also in a plain file', async () => {
    async function* longer(): AsyncGenerator<Uint8Array> {
      yield* encodeItems(items('mine'));
      yield Buffer.from('[]\n');
    }
    const path = join(home, 'longer.backup');
    await writeContainer(path, header, longer(), { passphrase: null, signal });
    const container = await unlockContainer(await openContainer(path), null);
    const read = async () => {
      for await (const _ of decodeItems(readBody(container)));
    };
    await expect(read()).rejects.toThrow('something follows its end');
  });
});
