import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { ENGINE, testConfig, testLog } from '../../../test/harness.ts';
import { templateFile } from '../../../test/template.ts';
import { openEmbedded } from '../db/database.ts';
import { startEmbedded } from '../db/embedded.ts';
import { snapshotOf } from './snapshot.ts';

const watch = { signal: new AbortController().signal, onProgress: () => {} };

describe.runIf(ENGINE === 'pglite')('a snapshot whose copy dies', () => {
  it('ends, leaves nothing, and does not keep the next backup from being made', { timeout: 60_000 }, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'portico-snapshot-'));
    const database = openEmbedded(await startEmbedded({ folder: join(dataDir, 'db'), template: templateFile() }), { log: testLog });
    const take = snapshotOf({ database, config: testConfig({ DATA_DIR: dataDir }), log: testLog });
    const copies = (): string[] => readdirSync(dataDir).filter((name) => name.startsWith('backup-copy-'));
    const workers: Worker[] = [];
    const note = (worker: Worker) => void workers.push(worker);
    process.on('worker', note);
    try {
      const snapshot = await take(watch);
      expect(copies()).toHaveLength(1);
      await workers[0]?.terminate();
      await expect(snapshot.client.query('SELECT 1')).rejects.toThrow();
      await snapshot.close();
      expect(copies()).toEqual([]);
      const next = await take(watch);
      expect((await next.client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      await next.close();
    } finally {
      process.off('worker', note);
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
