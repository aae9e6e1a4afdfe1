import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocalStorage } from './local-storage.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portico-parts-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const KEY = '0123456789abcdef0123456789abcdef';

describe('a part', () => {
  it('that a killed process left hinders nobody who stores under the same key', async () => {
    const storage = await openLocalStorage(root);
    writeFileSync(join(root, 'parts', KEY), 'half of wh');
    for (const content of ['what was restored', 'and once more']) {
      expect(await storage.put(Readable.from([Buffer.from(content)]), { key: KEY, maxBytes: 100 })).toMatchObject({ key: KEY });
      const stored = await storage.get(KEY);
      expect(stored && (await text(stored))).toBe(content);
    }
    expect(readdirSync(join(root, 'parts'))).toEqual([KEY]);
  });

  it('is of its own for two who store under the same key at once', async () => {
    const storage = await openLocalStorage(root);
    const content = Buffer.alloc(200_000, 'x');
    await Promise.all([1, 2].map(() => storage.put(Readable.from([content]), { key: KEY, maxBytes: 1_000_000 })));
    expect(await storage.stat(KEY)).toMatchObject({ size: 200_000 });
    expect(readdirSync(join(root, 'parts'))).toEqual([]);
  });
});
