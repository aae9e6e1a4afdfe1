import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../bench/server-process.ts';
import { ENGINE } from '../template.ts';
import { openThings } from './load-milestone.ts';
import { faults, type Place } from './start-faults.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const { keep, giveBack } = openThings();
afterEach(giveBack);

async function run(command: readonly string[], { dataDir, databaseUrl, uid }: Place, port: number) {
  const env = {
    PATH: process.env.PATH ?? '',
    PORTICO_DEMO: '0',
    DATA_DIR: dataDir,
    PORT: String(port),
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  };
  const child = spawn(process.execPath, [MAIN, ...command], {
    env,
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid ? { uid, gid: uid } : {}),
  });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (errors += data));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, errors };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
  });

describe('start ends with 1 and one sentence, doctor says the same:', () => {
  for (const { name, engine, says, skip, make } of faults) {
    if (engine !== ENGINE) continue;
    if (skip !== null) console.log(`!! NOT TRIED: ${name}: ${skip}.`);
    it.skipIf(skip !== null)(name, { timeout: 120_000 }, async () => {
      const home = mkdtempSync(join(tmpdir(), 'portico-fault-'));
      keep(() => rmSync(home, { recursive: true, force: true }));
      const place = await make(home, keep);
      const port = await freePort();
      const starting = run(['start'], place, port);
      // On a folder one of them would only learn that the other is there.
      if (engine === 'pglite') await starting;
      const [start, doctor] = await Promise.all([starting, run(['doctor', '--json'], place, port)]);
      expect(start.code, start.errors).toBe(1);
      expect(start.errors).toMatch(says);
      expect(start.out + start.errors).not.toMatch(/^\s+at |secretword/m);
      expect(await answers(port)).toBe(false);
      expect(doctor.code, doctor.errors).toBe(3);
      const { findings } = JSON.parse(doctor.out) as { findings: { key: string; state: string; detail: string }[] };
      expect(
        findings
          .filter(({ state }) => state === 'bad')
          .map(({ detail }) => detail)
          .join('\n'),
      ).toMatch(says);
      expect(doctor.out + doctor.errors).not.toMatch(/^\s+at |secretword/m);
    });
  }
});
