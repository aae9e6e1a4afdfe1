import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf } from '../../../../bench/acknowledged/writes.ts';
import { VERSION } from '../version.ts';
import { openContainer, readBody, unlockContainer, verifyContainer, writeContainer } from './container.ts';
import { type BackupHeader, type Item, isNewerVersion } from './format.ts';
import { decodeItems, encodeItems } from './items.ts';
import { checkBackup } from './restore-backup.ts';
import { RowSum } from './row-sum.ts';

const home = mkdtempSync(join(tmpdir(), 'portico-container-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const signal = new AbortController().signal;
const watch = { signal, onProgress: () => {} };
const header: Omit<BackupHeader, 'encryption'> = {
  ...{ format: 1, id: 'x', version: VERSION, createdAt: '2026-11-22T02:00:00.000Z', kind: 'manual', engine: 'pglite' },
  ...{ publicUrl: 'http://localhost:3000', rows: 3, migrations: [], jobsSchema: 0 },
};
const KEY = 'ab'.repeat(16);
const file = bytesOf({ seed: 'backup', size: 300_000 });
const lines = ['["1","Zoë \\"quoted\\"\\n😀",null]', `["2","${'long '.repeat(60_000)}","null"]`, '["3","{\\"t\\":\\"end\\"}",""]'];

async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 70_001) yield bytes.subarray(at, at + 70_001);
}
async function* items(rows: readonly string[] = lines): AsyncGenerator<Item> {
  const sum = new RowSum();
  for (const line of lines) sum.add(line);
  yield { kind: 'instance', secrets: ['one', 'two'] };
  yield { kind: 'table', name: 'things', columns: ['id', 'text', 'more'] };
  yield { kind: 'rows', lines: rows };
  yield { kind: 'tableEnd', name: 'things', ...sum.take() };
  yield { kind: 'sequences', values: [{ name: 'things_id_seq', last: '9007199254740993', called: true }] };
  yield { kind: 'file', key: KEY, size: file.length, bytes: inPieces(file) };
  yield { kind: 'end', manifest: { tables: {}, files: { count: 1, bytes: file.length, missing: [] } } };
}
const write = (path: string, passphrase: string | null = null, more: Partial<BackupHeader> = {}) =>
  writeContainer(path, { ...header, ...more }, encodeItems(items()), { passphrase, signal });

async function read(path: string, passphrase: string | null = null): Promise<unknown[]> {
  const container = await unlockContainer(await openContainer(path), passphrase);
  await verifyContainer(container, { signal });
  const found: unknown[] = [];
  for await (const item of decodeItems(readBody(container))) {
    if (item.kind !== 'file') found.push(item);
    else {
      const chunks: Uint8Array[] = [];
      for await (const chunk of item.bytes) chunks.push(chunk);
      found.push({ ...item, bytes: Buffer.concat(chunks).equals(file) });
    }
  }
  return found;
}

const good = join(home, 'good.backup');
const sealed = join(home, 'sealed.backup');
const PASSPHRASE = 'correct horse battery staple';
beforeAll(async () => {
  await write(good);
  await write(sealed, PASSPHRASE);
});

describe('allows', () => {
  it.each([
    ['plain', good, null],
    ['encrypted', sealed, PASSPHRASE],
  ])('every item to come back as it was, %s', async (_, path, passphrase) => {
    const found = await read(path, passphrase);
    expect(found[0]).toEqual({ kind: 'instance', secrets: ['one', 'two'] });
    expect(found.flatMap((item) => ((item as Item).kind === 'rows' ? (item as { lines: string[] }).lines : []))).toEqual(lines);
    expect(found.slice(-3)).toMatchObject([
      { values: [{ last: '9007199254740993' }] },
      { kind: 'file', key: KEY, size: file.length, bytes: true },
      { kind: 'end' },
    ]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
  it('nothing of the content to be seen in an encrypted one', () => {
    expect(readFileSync(sealed).includes('two')).toBe(false);
    expect(statSync(good).size).toBeLessThan(file.length + 5_000);
  });
  it('versions to be compared by their numbers', () => {
    expect([isNewerVersion('0.10.0', '0.9.9'), isNewerVersion('1.0.0', '1.0.0'), isNewerVersion('0.1.0', '0.2.0')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('rejects', () => {
  const copyOf = (path: string, change: (bytes: Buffer) => void): string => {
    const bytes = readFileSync(path);
    change(bytes);
    const copy = join(home, 'changed.backup');
    writeFileSync(copy, bytes);
    return copy;
  };
  const refusal = async (path: string, passphrase: string | null = null): Promise<string> =>
    checkBackup(path, passphrase, watch).then(
      () => 'taken',
      (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
    );

  it('a flipped bit, wherever it is', async () => {
    const size = statSync(good).size;
    // Header, first and last bytes of the body, bytes all over it, and the trailer.
    const places = [
      25,
      120,
      400,
      700,
      ...Array.from({ length: 40 }, (_, n) => Math.floor((size * n) / 40) + 20),
      size - 90,
      size - 40,
      size - 5,
    ];
    for (const place of places.filter((at) => at < size)) {
      const said = await refusal(copyOf(good, (bytes) => bytes.writeUInt8((bytes[place] as number) ^ 4, place)));
      expect(said, `byte ${place}`).toMatch(/^backup\.(damaged|notOurs|newer|otherSchema)/);
    }
  });
  it('a file that was cut off, wherever that is', async () => {
    const size = statSync(good).size;
    for (const left of [0, 5, 30, 300, 600, 2_000, Math.floor(size / 2), size - 200, size - 99, size - 1]) {
      const copy = join(home, 'cut.backup');
      copyFileSync(good, copy);
      truncateSync(copy, left);
      expect(await refusal(copy), `${left} bytes`).toMatch(/^backup\.(damaged|notOurs): .*Nothing was changed/);
    }
  });
  it('what is no backup, a newer format and a newer version, each with its own sentence', async () => {
    const other = join(home, 'other.backup');
    writeFileSync(other, 'PK\u0003\u0004 something else entirely\n'.repeat(50));
    expect(await refusal(other)).toContain('is no backup of Portico');
    expect(await refusal(home)).toContain('is no backup of Portico');
    expect(await refusal(join(home, 'nowhere'))).toContain('does not exist');
    expect(await refusal(copyOf(good, (bytes) => bytes.write('PORTICO BACKUP 2')))).toContain('made by Portico');
    await write(join(home, 'newer.backup'), null, { version: '999.0.0' });
    expect(await refusal(join(home, 'newer.backup'))).toContain('made by Portico 999.0.0, this is');
  });
  it('a newer schema, another one, and newer job tables', async () => {
    const of = async (more: Partial<BackupHeader>) => {
      const path = join(home, `schema-${Math.random()}.backup`);
      await write(path, null, more);
      return refusal(path);
    };
    expect(await of({ migrations: [{ version: 9_999, name: '9999_later', checksum: 'c' }] })).toMatch(/^backup\.newer/);
    expect(await of({ migrations: [{ version: 1, name: '0001_people', checksum: 'c' }] })).toMatch(/^backup\.otherSchema/);
    expect(await of({ jobsSchema: 9_999 })).toMatch(/^backup\.newer/);
  });
  it('a wrong and a missing passphrase', async () => {
    expect(await refusal(sealed, 'correct horse battery stapler')).toContain('does not fit');
    expect(await refusal(sealed)).toContain('is encrypted');
  });
  it('rows that are not those that were counted, although the file is whole', async () => {
    const path = join(home, 'rows.backup');
    await writeContainer(path, header, encodeItems(items(lines.slice(1))), { passphrase: null, signal });
    await expect(read(path)).rejects.toThrow('the rows of things are not those that were written');
  });
  it('a name that would lead out of the folder of files', async () => {
    async function* outside(): AsyncGenerator<Item> {
      yield { kind: 'file', key: '../../../etc/passwd', size: 1, bytes: inPieces(Buffer.from('x')) };
    }
    const path = join(home, 'outside.backup');
    await writeContainer(path, header, encodeItems(outside()), { passphrase: null, signal });
    await expect(read(path)).rejects.toThrow('a name that is none of ours');
  });
});

describe('leaves nothing behind', () => {
  const expectNothing = (folder: string) => expect(readdirSync(folder)).toEqual([]);
  const empty = (name: string): string => {
    mkdirSync(join(home, name));
    return join(home, name);
  };

  it('when the source breaks in the middle, or ends too early', async () => {
    const folder = empty('broken');
    async function* breaks(): AsyncGenerator<Item> {
      yield { kind: 'rows', lines };
      throw new Error('the database went away');
    }
    async function* short(): AsyncGenerator<Item> {
      yield { kind: 'file', key: KEY, size: 10, bytes: inPieces(Buffer.from('123')) };
    }
    const path = join(folder, 'x.backup');
    const options = { passphrase: null, signal };
    await expect(writeContainer(path, header, encodeItems(breaks()), options)).rejects.toThrow('the database went away');
    await expect(writeContainer(path, header, encodeItems(short()), options)).rejects.toThrow('3 bytes instead of 10');
    expectNothing(folder);
  });
  it('when somebody stops it', async () => {
    const folder = empty('stopped');
    const control = new AbortController();
    async function* endless(): AsyncGenerator<Item> {
      for (let n = 0; ; n++) {
        if (n === 20) control.abort();
        await new Promise((resolve) => setImmediate(resolve));
        yield { kind: 'rows', lines };
      }
    }
    await expect(
      writeContainer(join(folder, 'x.backup'), header, encodeItems(endless()), { passphrase: null, signal: control.signal }),
    ).rejects.toThrow();
    expectNothing(folder);
  });
  it('where it may not write, or where there is no folder', async () => {
    await expect(write(join(home, 'no', 'such', 'folder.backup'))).rejects.toThrow(/The folder .* does not exist/);
    const folder = empty('taken');
    writeFileSync(join(folder, 'x.backup.partial'), 'of somebody else');
    await expect(write(join(folder, 'x.backup'))).rejects.toThrow('another backup is being written');
    expect(readFileSync(join(folder, 'x.backup.partial'), 'utf8')).toBe('of somebody else');
  });
  it('on a disk that becomes full, and says so', async ({ skip }) => {
    const folder = empty('small');
    try {
      execFileSync('/usr/bin/mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      console.warn('NOT RUN: a full disk needs the right to mount a small one; this user may not.');
      skip();
    }
    try {
      await expect(write(join(folder, 'x.backup'))).rejects.toThrow(/There is no room for the backup in .*small\. Nothing of it was kept/);
      expectNothing(folder);
    } finally {
      execFileSync('/usr/bin/umount', [folder]);
    }
    expect(existsSync(folder)).toBe(true);
  });
});
