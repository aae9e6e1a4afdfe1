import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../../bench/acknowledged/api.ts';
import { ENGINE } from '../template.ts';
import { type FaultServer, faultServer } from './fault-server.ts';

// A data folder on a small disk of its own, which is filled while the real server runs. Needs the right to mount (root).

const MB = 1024 * 1024;
const disk = mountSmallDisk(700);
let server: FaultServer;
let api: Api;
let acknowledged: string[];
beforeAll(async () => {
  if (!disk) return;
  server = await faultServer({ dataDir: join(disk, 'data') });
  await server.start();
  api = await server.administrator();
  acknowledged = [];
}, 120_000);
afterAll(async () => {
  await server?.close();
  if (!disk) return;
  execFileSync('umount', ['-l', disk]);
  rmSync(disk, { recursive: true, force: true });
});

function mountSmallDisk(megabytes: number): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'portico-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
}
const freeMegabytes = (): number => Number(execFileSync('df', ['-m', '--output=avail', disk ?? '/'], { encoding: 'utf8' }).split('\n')[1]);

/** Writes until so much is free. @returns gives the space back. */
function fill(leave: number): () => void {
  const path = join(disk ?? '', `filler-${leave}`);
  const file = openSync(path, 'w');
  const block = Buffer.alloc(MB);
  try {
    while (leave === 0 || freeMegabytes() > leave) writeSync(file, block);
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
  }
  closeSync(file);
  return () => rmSync(path);
}
const company = async (): Promise<{ status: number; code: string | null; detail: string | null }> => {
  const name = `Company ${acknowledged.length} ${Math.random()}`;
  const { status, body } = await api.post('/companies', { name });
  if (status === 201) acknowledged.push(name);
  return { status, code: body.code ?? null, detail: body.detail ?? null };
};
const upload = (key: string) =>
  api.write({ path: '/files?name=a.bin', upload: { seed: key, size: 3_000_000 } } as never, `upload-${key}-key`);
const namesShown = async (): Promise<string[]> => {
  const names: string[] = [];
  for (let cursor = ''; ; ) {
    const page = await api.get(`/companies?limit=100${cursor}`);
    expect(page.status).toBe(200);
    names.push(...page.body.items.map((one: { name: string }) => one.name));
    if (!page.body.next) return names;
    cursor = `&cursor=${page.body.next}`;
  }
};
const storedFiles = (): number =>
  readdirSync(join(server.dataDir, 'files'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;

if (!disk) console.warn('disk-full.deep.test.ts: skipped, because this user may not mount a small disk. Run it as root.');

describe.runIf(disk)('a disk that gets full', () => {
  it('first refuses uploads, while everything else is still saved', { timeout: 120_000 }, async () => {
    expect((await upload('one')).status).toBe(201);
    const kept = storedFiles();
    const free = fill(200);
    const refused = await upload('two');
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toEqual([507, 'file.storageFull', '300']);
    expect(refused.body.detail).toBe(
      'The server has no room for this file right now. Nothing was kept. Try again later or tell your administrator.',
    );
    expect(storedFiles()).toBe(kept);
    expect((await company()).status).toBe(201);
    const findings = await server.doctor();
    expect(findings.find((one) => one.key === 'files')).toMatchObject({
      state: 'bad',
      detail: expect.stringContaining('Uploads are refused: the disk'),
    });
    expect(findings.find((one) => one.key === 'disk')).toMatchObject({ state: 'bad', detail: 'The disk is nearly full.' });
    expect((await server.health()).status).toBe(200);
    free();
    expect((await upload('two')).status).toBe(201);
  });

  it.runIf(ENGINE === 'pglite')(
    'then refuses writes in words, lets people read, and goes on by itself when there is space',
    { timeout: 120_000 },
    async () => {
      const free = fill(0);
      let refused = { status: 0, code: null as string | null, detail: null as string | null };
      for (let n = 0; n < 600 && refused.status !== 507; n++) refused = await company();
      expect(refused).toEqual({
        status: 507,
        code: 'database.full',
        detail:
          'The disk of the database is full. Nothing was saved; what is there can still be read. Tell your administrator, and try again later.',
      });
      for (let n = 0; n < 30; n++) expect([201, 507]).toContain((await company()).status);
      expect((await namesShown()).sort()).toEqual([...acknowledged].sort());
      expect(server.alive()).toBe(true);
      expect((await server.health()).status).toBe(200);
      expect((await server.doctor()).find((one) => one.key === 'disk')?.state).toBe('bad');
      expect(server.output()).toContain('No space left on device');
      free();
      expect(await company()).toMatchObject({ status: 201 });
      expect((await namesShown()).sort()).toEqual([...acknowledged].sort());
    },
  );

  it.runIf(ENGINE === 'pglite')('and a kill in the middle of that needs no repair', { timeout: 180_000 }, async () => {
    const free = fill(0);
    for (let n = 0; n < 60; n++) await company();
    const writing = company().catch(() => null);
    await server.kill('SIGKILL');
    await writing;
    // Started while the disk is still full, it either works or says why it does not.
    const started = await server.start().then(
      () => true,
      (error: Error) => error.message,
    );
    if (started !== true) expect(started).toMatch(/full|space/i);
    await server.kill('SIGKILL');
    free();
    await server.start();
    const shown = await namesShown();
    expect(acknowledged.filter((name) => !shown.includes(name))).toEqual([]);
    expect(shown.length - acknowledged.length).toBeLessThanOrEqual(1);
    expect((await company()).status).toBe(201);
  });
});
