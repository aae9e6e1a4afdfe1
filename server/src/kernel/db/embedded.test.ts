import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ENGINE, testLog } from '../../../test/harness.ts';
import { openEmbedded } from './database.ts';
import { startEmbedded } from './embedded.ts';
import { lockFolder } from './lock-file.ts';
import { openDatabase } from './open-database.ts';

const WRITER = join(import.meta.dirname, '..', '..', '..', 'test', 'crash-writer.ts');
let dataDir: string;
const open = (folder = dataDir) => openDatabase({ databaseUrl: null, dataDir: folder, log: testLog, onCrash: () => {} });

function writer(): { child: ChildProcess; lines: string[]; until: (lines: number) => Promise<void> } {
  const child = spawn(process.execPath, [WRITER, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let rest = '';
  child.stdout?.on('data', (data: Buffer) => {
    const parts = (rest + data.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  const until = async (count: number) => {
    while (lines.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { child, lines, until };
}
const ended = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve));

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'portico-embedded-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe.runIf(ENGINE === 'pglite')('the embedded database', () => {
  it('loses nothing it acknowledged when its process is killed, and starts again at once', { timeout: 60_000 }, async () => {
    const { child, lines, until } = writer();
    await until(1);
    await expect(open()).rejects.toThrow(`number ${child.pid}) is already using the data folder`);
    await until(120);
    child.kill('SIGKILL');
    await ended(child);
    const acknowledged = lines.slice(1).map(Number);
    const database = await open();
    const { rows } = await database.pool.query<{ n: number }>('SELECT n FROM numbers ORDER BY n');
    const { rows: settings } = await database.pool.query(
      "SELECT current_setting('fsync') AS fsync, current_setting('wal_sync_method') AS method",
    );
    await database.close();
    const kept = new Set(rows.map((row) => row.n));
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(acknowledged.filter((n) => !kept.has(n))).toEqual([]);
    expect(settings).toEqual([{ fsync: 'on', method: 'fsync' }]);
  });

  it('never blocks the event loop while it works on a heavy query', { timeout: 60_000 }, async () => {
    const database = openEmbedded(await startEmbedded({ folder: null }), { log: testLog });
    await database.pool.query('SELECT 1');
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const began = performance.now();
    await database.pool.query('SELECT count(*) FROM generate_series(1, 3000000) a');
    const took = performance.now() - began;
    delay.disable();
    await database.close();
    expect(took).toBeGreaterThan(300);
    // The longest gap may contain a pause of the machine itself; a blocked loop would show the whole query.
    expect(delay.percentile(99) / 1e6).toBeLessThan(50);
    expect(delay.max / 1e6).toBeLessThan(took / 2);
  });

  it('works below a folder whose path is too long for a socket, which nobody else may open', { timeout: 60_000 }, async () => {
    const server = await startEmbedded({ folder: join(dataDir, 'd'.repeat(120), 'db') });
    expect(server.socketFolder.length).toBeLessThan(100);
    expect(statSync(server.socketFolder).mode & 0o777).toBe(0o700);
    const database = openEmbedded(server, { log: testLog });
    expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await database.close();
    expect(() => statSync(server.socketFolder)).toThrow();
  });

  it('refuses a folder with files that are no database', async () => {
    mkdirSync(join(dataDir, 'db'));
    writeFileSync(join(dataDir, 'db', 'letter.txt'), 'dear reader');
    await expect(open()).rejects.toThrow('holds files but no database');
    lockFolder(dataDir)();
  });
});

describe('the lock of the data folder', () => {
  it('is taken over from a process that is gone, and from another that has its number now', () => {
    const path = join(dataDir, 'portico.lock');
    mkdirSync(dirname(path), { recursive: true });
    const host = hostname();
    for (const stale of [
      { pid: 2 ** 22 + 1, started: '1', host },
      { pid: 1, started: 'another time', host },
      { pid: process.pid, started: '', host },
    ]) {
      writeFileSync(path, JSON.stringify(stale));
      lockFolder(dataDir)();
    }
    expect(() => statSync(path)).toThrow();
  });

  it('is refused to a second owner in the same process, and to one on another machine that is alive', () => {
    const unlock = lockFolder(dataDir);
    expect(() => lockFolder(dataDir)).toThrow('already using the data folder');
    unlock();
    writeFileSync(join(dataDir, 'portico.lock'), JSON.stringify({ pid: 7, started: '', host: 'another-machine' }));
    expect(() => lockFolder(dataDir)).toThrow('already using the data folder');
  });
});
