import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocalStorage } from './local-storage.ts';
import type { FileStorage } from './storage.ts';

let root: string;
let storage: FileStorage;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'portico-files-'));
  storage = await openLocalStorage(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function filesOnDisk(): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('cleans up', () => {
  it('parts that a killed process left, but not young ones', async () => {
    await writeFile(join(root, 'parts', 'old'), 'half');
    await utimes(join(root, 'parts', 'old'), 1000, 1000);
    await writeFile(join(root, 'parts', 'young'), 'half');
    expect(await storage.removeAbandonedParts(3600_000)).toBe(1);
    expect(await filesOnDisk()).toEqual(['young']);
  });
});

describe('says what is wrong', () => {
  it('when the disk keeps too little free', async () => {
    const careful = await openLocalStorage(root, { minFreeBytes: Number.MAX_SAFE_INTEGER });
    expect(await careful.check()).toMatchObject({ ok: false, detail: expect.stringMatching(/^Uploads are refused: the disk/) });
  });
});

describe('a write that the operating system cuts off', () => {
  it('is refused as full, with nothing left behind', async () => {
    // A file-size limit of the process gives the short write and the error that a full disk gives.
    const script = `
      import { openLocalStorage } from ${JSON.stringify(new URL('./local-storage.ts', import.meta.url).href)};
      const storage = await openLocalStorage(${JSON.stringify(root)});
      async function* source() { for (let i = 0; i < 40; i++) yield Buffer.alloc(100_000, 1); }
      await storage.put(source(), { maxBytes: 1e9 }).then(() => console.log('stored'), (error) => console.log(error.status, error.code));`;
    const child = spawn('bash', ['-c', 'ulimit -f 1024; exec "$0" --input-type=module -e "$1"', process.execPath, script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    expect((await buffer(child.stdout)).toString().trim()).toBe('507 file.storageFull');
    expect(await filesOnDisk()).toEqual([]);
  });
});
