import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilQuiet } from '../../../bench/acknowledged/api.ts';
import { audit } from '../../../bench/acknowledged/audit.ts';
import { readFacts } from '../../../bench/acknowledged/facts.ts';
import { type Write, writesOf } from '../../../bench/acknowledged/writes.ts';
import { serverProcess } from '../../../bench/server-process.ts';
import type { BackupReport } from '../../src/kernel/backup/create-backup.ts';
import { callSocket } from '../../src/kernel/socket/call-socket.ts';
import { drillBackup, moveWorkspace, restoreWorkspace } from '../../src/modules/backups/index.ts';
import { type CrashWorld, crashWorld, inWords } from '../crash/crash-world.ts';
import { answered } from '../crash/sigkill-rounds.ts';
import { ENGINE, testLog } from '../harness.ts';
import { startFakeSmtp } from '../start-fake-smtp.ts';
import { configOf, emptyPlace, type Place, type PlaceEngine, reachableEngines, watch } from './places.ts';

// People write while a backup is made; then it is restored on both engines, a server finishes what was waiting, and the same audit as
// after a crash compares the result with what was acknowledged before the backup began.

const engines = await reachableEngines();
const home = mkdtempSync(join(tmpdir(), 'portico-under-load-'));
const file = join(home, 'under-load.backup');
let world: CrashWorld;
let dataDir: string;
let report: BackupReport;
let before: readonly Write[];
let after: readonly Write[];
const places: Place[] = [];

beforeAll(async () => {
  world = await crashWorld();
  dataDir = world.dataDir;
  await world.underLoad(async () => {
    // In steps: each waits for half a minute at most, and a busy machine needs longer for all.
    for (let step = 0; step < 6; step++) await answered(world, 25);
    before = writesOf(world.journal.lines());
    report = await callSocket<BackupReport>(dataDir, 'backup.create', { path: file, passphraseFile: null }, watch);
    await answered(world, 40);
  });
  after = writesOf(world.journal.lines());
}, 240_000);
afterAll(async () => {
  for (const place of places) await place.remove();
  await world?.close();
  rmSync(home, { recursive: true, force: true });
});

/** What was acknowledged before the backup began must be there once; all the rest may be there once or not at all. */
const expected = (): Write[] => {
  const certain = new Set(before.filter((write) => write.outcome === 'acknowledged').map((write) => write.key));
  return after.map((write) => (certain.has(write.key) ? write : { ...write, outcome: 'open' }));
};

async function finishAndAudit(place: {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  ask: Place['ask'];
}): Promise<string[]> {
  const smtp = await startFakeSmtp();
  const server = await serverProcess({ dataDir: place.dataDir, databaseUrl: place.databaseUrl, smtpUrl: smtp.url });
  try {
    await server.start();
    const api = await server.administrator();
    await untilQuiet(api, 90_000);
    await server.stop();
    const facts = await place.ask((query) => readFacts(query, world.run));
    expect(facts.tickets.length).toBeGreaterThan(5);
    return inWords(audit({ writes: expected(), facts, arrived: null }));
  } finally {
    await server.kill();
    smtp.stop();
  }
}

describe(`a backup of ${ENGINE} while people write`, () => {
  it('is made without a failed request, and says how long it paused', () => {
    const acknowledged = before.filter((write) => write.outcome === 'acknowledged').length;
    console.log(
      `${ENGINE}: ${acknowledged} acknowledged before; ${report.rows} rows, ${report.files.count} files, ${statSync(file).size} bytes in ${report.seconds.toFixed(1)} s, paused ${report.pausedMs} ms`,
    );
    expect(acknowledged).toBeGreaterThan(100);
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.filter((write) => write.outcome !== 'acknowledged')).toEqual([]);
    expect(report.files.missing).toEqual([]);
    expect(report.pausedMs).toBeLessThan(3_000);
  });

  it.each(engines)('restored into %s has everything that was acknowledged, once', { timeout: 240_000 }, async (engine: PlaceEngine) => {
    const place = await emptyPlace(engine);
    places.push(place);
    const restored = await restoreWorkspace({ config: place.config, log: testLog }, { path: file, passphraseFile: null }, watch);
    expect(restored).toMatchObject({ rows: report.rows, files: { count: report.files.count } });
    expect(await finishAndAudit(place)).toEqual([]);
  });

  it('passes a drill, and the drill leaves nothing', { timeout: 120_000 }, async () => {
    const { checks, figures } = await drillBackup(testLog, { path: file, to: null, passphraseFile: null }, watch);
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect(figures.tickets).toBeGreaterThan(5);
  });
});

describe.skipIf(ENGINE === 'postgres' || !engines.includes('postgres'))('a move from the embedded database', () => {
  it('takes everything to PostgreSQL, and nobody starts on the old one by mistake', { timeout: 240_000 }, async () => {
    const config = configOf(dataDir, null);
    const to = await emptyPlace('postgres');
    places.push(to);
    const setting = { config, log: testLog, onCrash: () => {} };
    const url = to.databaseUrl as string;
    await expect(moveWorkspace(setting, url, watch)).rejects.toThrow('Portico is running on the data folder');
    await world.server.stop();
    const moved = await moveWorkspace(setting, url, watch);
    expect(Object.keys(moved.tables).length).toBeGreaterThan(40);
    const old = await serverProcess({ dataDir, databaseUrl: null, smtpUrl: null });
    await expect(old.start()).rejects.toThrow(/was moved to PostgreSQL \(.*and DATABASE_URL is not set/);
    before = after;
    expect(await finishAndAudit({ dataDir, databaseUrl: to.databaseUrl, ask: to.ask })).toEqual([]);
  });
});
