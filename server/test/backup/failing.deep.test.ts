import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContainer, readBody, unlockContainer, writeContainer } from '../../src/kernel/backup/container.ts';
import type { Item } from '../../src/kernel/backup/format.ts';
import { decodeItems, encodeItems } from '../../src/kernel/backup/items.ts';
import { loadItems } from '../../src/kernel/backup/load.ts';
import { RowSum } from '../../src/kernel/backup/row-sum.ts';
import { postgresTarget, scratchTarget } from '../../src/kernel/backup/targets.ts';
import { fileService } from '../../src/kernel/files/service.ts';
import { drillBackup } from '../../src/modules/backups/index.ts';
import { restoreWorkspace } from '../../src/modules/backups/restore-workspace.ts';
import { ENGINE, testLog } from '../harness.ts';
import { type AwkwardWorkspace, awkwardWorkspace, bytes, filesIn, watch } from './awkward-workspace.ts';

// What goes wrong in the middle leaves nothing half.

let w: AwkwardWorkspace;
beforeAll(async () => {
  w = await awkwardWorkspace();
}, 120_000);
afterAll(() => w?.close());

describe('a backup', () => {
  it('misses a file that is gone although rows name it, and says so', { timeout: 60_000 }, async () => {
    const { storage } = fileService();
    await storage.delete(w.key);
    const without = join(w.home, 'without.backup');
    const { files } = await w.backUp(without);
    expect(files).toEqual({ count: 0, bytes: 0, missing: [w.key] });
    await storage.put(Readable.from([bytes]), { key: w.key, maxBytes: 1_000_000 });
    const to = ENGINE === 'postgres' ? (await w.emptyPlace('drill')).databaseUrl : null;
    const drilled = await drillBackup(testLog, { path: without, to, passphraseFile: null }, watch);
    expect(drilled.checks.filter((check) => !check.ok).map((check) => check.key)).toEqual(['files']);
    expect(drilled.ok).toBe(false);
  });
});

describe('a restore', () => {
  it('that fails in the middle leaves the place empty, so that the next one works', { timeout: 120_000 }, async () => {
    const into = await w.emptyPlace('half');
    // A backup whose rows and checksums agree with each other, but not with the rules of the schema.
    const broken = await rewritten((item) =>
      item.kind === 'rows' && item.lines.some((line) => line.includes('"a.txt"'))
        ? { ...item, lines: item.lines.map((line) => line.replace('"text"', '"nonsense"')) }
        : item,
    );
    await expect(restoreWorkspace({ config: into, log: testLog }, { path: broken, passphraseFile: null }, watch)).rejects.toThrow();
    expect(filesIn(into)).toEqual([]);
    // Stopped by the person while rows are loaded.
    const control = new AbortController();
    const stopping = { signal: control.signal, onProgress: ({ phase }: { phase: string }) => void (phase === 'files' && control.abort()) };
    await expect(restoreWorkspace({ config: into, log: testLog }, { path: w.path, passphraseFile: null }, stopping)).rejects.toThrow(
      'Stopped.',
    );
    expect(filesIn(into)).toEqual([]);
    const { rows } = await restoreWorkspace({ config: into, log: testLog }, { path: w.path, passphraseFile: null }, watch);
    expect(rows).toBe(w.report.rows);
  });
});

describe('a target', () => {
  it('that does not hold what the source held is given up', { timeout: 60_000 }, async () => {
    const container = await unlockContainer(await openContainer(w.path), null);
    async function* lying(): AsyncGenerator<Item> {
      for await (const item of decodeItems(readBody(container)))
        yield item.kind === 'tableEnd' && item.name === 'companies' ? { ...item, sum: '1' } : item;
    }
    const { databaseUrl: url } = await w.emptyPlace('target');
    const target = url ? await postgresTarget(url, testLog) : await scratchTarget(testLog, w.home);
    const nothing = async () => {};
    const options = { schema: container.header, total: null, watch, log: testLog, checkpoint: false, onItem: nothing, finish: nothing };
    await expect(target.fill((client) => loadItems(client, lying(), options), true)).rejects.toThrow(
      /The table companies arrived with 1 rows \(checksum -?\d+\) instead of 1 \(1\)\. Nothing was kept/,
    );
    await target.close();
    expect(readdirSync(w.home).filter((name) => name.startsWith('portico-drill'))).toEqual([]);
    // A target that is offered again is empty.
    if (url) await (await postgresTarget(url, testLog)).close();
  });
});

/** The backup with some items changed and all sums in it made right again. */
async function rewritten(change: (item: Item) => Item): Promise<string> {
  const container = await unlockContainer(await openContainer(w.path), null);
  const target = join(w.home, `rewritten-${Math.random()}.backup`);
  const sum = new RowSum();
  async function* changed(): AsyncGenerator<Item> {
    for await (const before of decodeItems(readBody(container))) {
      const item = change(before);
      if (item.kind === 'rows') for (const line of item.lines) sum.add(line);
      yield item.kind === 'tableEnd' ? { ...item, ...sum.take() } : item;
    }
  }
  const { encryption: _, ...header } = container.header;
  await writeContainer(target, header, encodeItems(changed()), { passphrase: null, signal: watch.signal });
  return target;
}
