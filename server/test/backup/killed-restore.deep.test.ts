import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileService } from '../../src/kernel/files/service.ts';
import { restoreWorkspace } from '../../src/modules/backups/restore-workspace.ts';
import { ENGINE, testLog } from '../harness.ts';
import { type AwkwardWorkspace, awkwardWorkspace, filesIn, query, watch } from './awkward-workspace.ts';

// On PostgreSQL, where a restore starts quickly; files go the same way on both engines.
describe.runIf(ENGINE === 'postgres')('a restore that is killed while it stores a file', () => {
  let w: AwkwardWorkspace;
  beforeAll(async () => {
    w = await awkwardWorkspace();
  }, 120_000);
  afterAll(() => w?.close());

  it('leaves a part of it, and is simply repeated', { timeout: 120_000 }, async () => {
    const big = await fileService().storage.put(Readable.from([randomBytes(60_000_000)]), { maxBytes: 100_000_000 });
    await query(
      w.database,
      `INSERT INTO files (storage_key, name, size, sha256, kind, media_type, uploaded_by, uploaded_at) VALUES ($1, 'big.bin', $2, $3, 'text', 'text/plain', 1, now())`,
      [big.key, big.size, big.sha256],
    );
    const path = join(w.home, 'big.backup');
    const { rows } = await w.backUp(path);
    const place = await w.emptyPlace('killed');
    const script = join(import.meta.dirname, 'restore-child.ts');
    const child = spawn(process.execPath, [script, path, place.dataDir, place.databaseUrl ?? ''], { stdio: 'inherit' });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const parts = join(place.dataDir, 'files', 'parts');
    const isStoring = (): boolean =>
      existsSync(parts) &&
      readdirSync(parts).some((name) => (statSync(join(parts, name), { throwIfNoEntry: false })?.size ?? 0) > 1_000_000);
    while (!isStoring() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 1));
    child.kill('SIGKILL');
    await ended;
    expect(child.signalCode).toBe('SIGKILL');
    expect(readdirSync(parts)).toHaveLength(1);
    expect(filesIn(place)).toContain('restore.json');
    const done = await restoreWorkspace({ config: place, log: testLog }, { path, passphraseFile: null }, watch);
    expect(done).toMatchObject({ rows, files: { count: 2 }, secretWritten: true });
    expect(filesIn(place)).toContain(big.key);
    expect(filesIn(place)).not.toContain('restore.json');
  });
});
