import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, pause } from '../../../bench/acknowledged/api.ts';
import { makeCast } from '../../../bench/acknowledged/cast.ts';
import { seedTickets } from '../../../bench/load/seed.ts';
import { type ServerProcess, serverProcess } from '../../../bench/server-process.ts';
import type { BackupReport } from '../../src/kernel/backup/create-backup.ts';
import { callSocket } from '../../src/kernel/socket/call-socket.ts';
import { restoreWorkspace } from '../../src/modules/backups/index.ts';
import { ENGINE, testLog } from '../harness.ts';
import { emptyPlace, type Place, type PlaceEngine, reachableEngines, watch } from './places.ts';

// The size the product promises, with the figures that docs/guide/operators/backup.md quotes. They are printed.

const TICKETS = Number(process.env.TEST_BACKUP_TICKETS ?? 100_000);
const MEGABYTE = 1_000_000;
const reachable = await reachableEngines();
/** Into the other engine, which is the longer way; into the same one goes under-load.deep.test.ts. */
const others = reachable.filter((engine) => engine !== (ENGINE === 'postgres' ? 'postgres' : 'embedded'));
const engines = others.length > 0 ? others : reachable;
const home = mkdtempSync(join(tmpdir(), 'portico-large-'));
const file = join(home, 'large.backup');
const places: Place[] = [];
let source: Place;
let server: ServerProcess;
let api: Api;
let report: BackupReport;
let slowest = { write: 0, health: 0 };
let memory = { before: 0, most: 0 };
let written = 0;

const resident = async (): Promise<number> => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes(?:\{[^}]*\})? (\S+)$/m.exec(text)?.[1] ?? Number.NaN);
};

/** Somebody writes one ticket after another, somebody else asks for health, until the backup is done. */
async function beside(work: Promise<unknown>, actAs: string): Promise<void> {
  let over = false;
  void work.finally(() => {
    over = true;
  });
  const timed = async (what: 'write' | 'health', act: () => Promise<boolean>): Promise<void> => {
    while (!over) {
      const began = performance.now();
      if (!(await act())) throw new Error(`A ${what} was refused while a backup was made.`);
      slowest = { ...slowest, [what]: Math.max(slowest[what], performance.now() - began) };
      await pause(20);
    }
  };
  const look = async (): Promise<void> => {
    for (; !over; await pause(500)) memory.most = Math.max(memory.most, await resident());
  };
  await Promise.all([
    timed('write', async () => {
      written += 1;
      return (
        (await api.post('/tickets', { title: `beside ${written}`, descriptionHtml: '<p>the printer again</p>' }, actAs)).status === 201
      );
    }),
    timed('health', async () => (await fetch(`${server.url}/api/health`)).ok),
    look(),
    work,
  ]);
}

beforeAll(async () => {
  source = await emptyPlace(ENGINE === 'postgres' ? 'postgres' : 'embedded');
  places.push(source);
  server = await serverProcess({ dataDir: source.dataDir, databaseUrl: source.databaseUrl, smtpUrl: null });
  await server.start();
  const cast = await makeCast(await server.administrator(), 'large', 20);
  await server.stop();
  await source.ask((query) => seedTickets(query, TICKETS, cast));
  await server.start();
  api = await server.administrator();
  memory = { before: await resident(), most: 0 };
  const work = callSocket<BackupReport>(source.dataDir, 'backup.create', { path: file, passphraseFile: null }, watch);
  await beside(work, `contact:${cast.contacts[0]}`);
  report = await work;
}, 900_000);
afterAll(async () => {
  await server?.kill();
  for (const place of places) await place.remove();
  rmSync(home, { recursive: true, force: true });
});

describe(`${TICKETS} tickets on ${ENGINE}`, () => {
  it('are backed up beside people who write, without much memory', () => {
    const figures = {
      ...{ rows: report.rows, seconds: report.seconds, pausedMs: report.pausedMs, megabytes: report.bytes / MEGABYTE, written },
      slowestWriteMs: Math.round(slowest.write),
      slowestHealthMs: Math.round(slowest.health),
      memoryBeforeMB: Math.round(memory.before / MEGABYTE),
      memoryMostMB: Math.round(memory.most / MEGABYTE),
    };
    console.log(`backup of ${TICKETS} tickets on ${ENGINE}: ${JSON.stringify(figures)}`);
    expect(report.bytes).toBe(statSync(file).size);
    expect(report.rows).toBeGreaterThan(TICKETS * 9);
    expect(written).toBeGreaterThan(10);
    // The second instance of the embedded engine is most of it; what is read passes through in pieces.
    expect(memory.most - memory.before).toBeLessThan((ENGINE === 'postgres' ? 400 : 1_200) * MEGABYTE);
    expect(slowest.health).toBeLessThan(2_000);
    expect(slowest.write).toBeLessThan(10_000);
  });

  it.each(engines)('are restored into %s', { timeout: 900_000 }, async (engine: PlaceEngine) => {
    const place = await emptyPlace(engine);
    places.push(place);
    const before = process.memoryUsage().rss;
    let most = 0;
    const looking = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 250);
    const restored = await restoreWorkspace({ config: place.config, log: testLog }, { path: file, passphraseFile: null }, watch);
    clearInterval(looking);
    const grown = Math.round((most - before) / MEGABYTE);
    console.log(`restore of ${TICKETS} tickets from ${ENGINE} into ${engine}: ${restored.seconds.toFixed(1)} s, ${grown} MB more memory`);
    expect(restored.rows).toBe(report.rows);
    expect(restored.figures.tickets).toBeGreaterThanOrEqual(TICKETS);
    expect(most - before).toBeLessThan((engine === 'postgres' ? 400 : 1_600) * MEGABYTE);
  });
});
