import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { copyPostgres, dropPostgres, ENGINE } from './template.ts';

// The real server as a process of its own, run by type stripping: the test runner's own loader would hide errors of that.

const MAIN = join(import.meta.dirname, '..', 'src', 'main.ts');
const home = mkdtempSync(join(tmpdir(), 'portico-boot-'));
const dataDir = join(home, 'data');

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly code: Promise<number | null>;
}

function run(args: readonly string[], env: Record<string, string>): Run {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: home,
    env: { PATH: process.env.PATH, PORTICO_DEMO: '0', DATA_DIR: dataDir, ...env },
  });
  let text = '';
  child.stdout.on('data', (data) => (text += data));
  child.stderr.on('data', (data) => (text += data));
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => text, code };
}

async function until(check: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It never happened: ${what()}`);
}

let database: string | null = null;
afterAll(async () => {
  rmSync(home, { recursive: true, force: true });
  if (database) await dropPostgres(database);
});

describe('the command line', () => {
  it('lists every wrong setting, ends with 1 and touches nothing', async () => {
    const wrong = run(['start'], { PORT: 'abc', LOG_LEVEL: 'loud' });
    expect(await wrong.code).toBe(1);
    expect(wrong.output()).toContain('  - PORT must be a whole number');
    expect(wrong.output()).toContain('  - LOG_LEVEL must be one of');
    expect(existsSync(dataDir)).toBe(false);
  });

  it('explains itself', async () => {
    const [none, unknown, help] = [run([], {}), run(['dance'], {}), run(['migrate', '--help'], {})];
    expect([await none.code, await unknown.code, await help.code]).toEqual([2, 2, 0]);
    expect(unknown.output()).toContain('There is no command "dance".');
    expect(help.output()).toContain('--dry-run');
  });
});

describe('the server', () => {
  it('starts, answers, refuses a second process, drains on SIGTERM and starts again', { timeout: 120_000 }, async () => {
    if (ENGINE === 'postgres') database = await copyPostgres({ empty: true });
    const port = 20_000 + (process.pid % 20_000);
    const env = { PORT: String(port), ...(database ? { DATABASE_URL: database } : {}) };
    const health = async () =>
      (await fetch(`http://127.0.0.1:${port}/api/health`)).json().catch(() => null) as Promise<{ status: string } | null>;
    for (let round = 0; round < 2; round++) {
      const server = run(['start'], env);
      await until(() => server.output().includes('Portico is ready'), server.output);
      expect(await health()).toMatchObject({ status: 'ok' });

      const samePort = round === 0 ? run(['start'], env) : null;
      if (samePort) {
        expect(await samePort.code).toBe(1);
        expect(samePort.output()).toContain(`Port ${port} is already in use.`);
      }
      if (samePort && ENGINE === 'pglite') {
        const sameFolder = run(['migrate'], env);
        expect(await sameFolder.code).toBe(1);
        expect(sameFolder.output()).toContain(`(number ${server.child.pid}) is already using the data folder`);
      }

      server.child.kill('SIGTERM');
      expect(await server.code).toBe(0);
    }
    const migrated = run(['migrate', '--json'], env);
    expect(await migrated.code).toBe(0);
    expect(JSON.parse(migrated.output().trim().split('\n').at(-1) ?? '')).toEqual({ dryRun: false, migrations: [] });
  });
});
