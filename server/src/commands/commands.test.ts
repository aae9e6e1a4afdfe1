import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyPostgres, dropPostgres, ENGINE } from '../../test/template.ts';

// The commands as an operator types them: processes of their own, beside a running server and without one.

const MAIN = join(import.meta.dirname, '..', 'main.ts');
const FIXTURE = join(import.meta.dirname, '..', 'modules', 'imports', 'fixtures', 'incidents-subset.csv');
const home = mkdtempSync(join(tmpdir(), 'portico-commands-'));
const dataDir = join(home, 'data');
const port = 41_000 + (process.pid % 10_000);
const address = `http://127.0.0.1:${port}`;
const small = join(home, 'small.csv');
let database: string | null = null;

interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly errors: () => string;
  readonly code: Promise<number | null>;
}
function start(...args: string[]): Run {
  const env = {
    PATH: process.env.PATH,
    PORTICO_DEMO: '0',
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: address,
    ...(database ? { DATABASE_URL: database } : {}),
  };
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: home, env });
  let [out, errors] = ['', ''];
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (errors += data));
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, out: () => out, errors: () => errors, code };
}
async function run(...args: string[]): Promise<{ code: number | null; out: string; errors: string }> {
  const process = start(...args);
  const code = await process.code;
  return { code, out: process.out(), errors: process.errors() };
}
async function until(check: () => boolean, what: () => string): Promise<void> {
  for (let i = 0; i < 1200; i++) {
    if (check()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It never happened: ${what()}`);
}
let server: Run | null = null;
async function startServer(): Promise<Run> {
  const started = start('start');
  server = started;
  await until(
    () => started.out().includes('Portico is ready'),
    () => started.out() + started.errors(),
  );
  return started;
}
const importOf = (path: string, ...more: string[]) => ['import', 'tickets', path, '--map', 'servicenow', ...more];

beforeAll(async () => {
  if (ENGINE === 'postgres') database = await copyPostgres({ empty: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(small, readFileSync(FIXTURE, 'utf8').split('\n').slice(0, 18).join('\n'));
});
afterAll(async () => {
  server?.child.kill('SIGKILL');
  await server?.code;
  if (database) await dropPostgres(database);
  rmSync(home, { recursive: true, force: true });
});

describe('refuses', () => {
  it('wrong calls with a sentence and code 2, before it touches anything', { timeout: 180_000 }, async () => {
    const wrong = await Promise.all([
      run('import'),
      run('import', 'people', 'x'),
      run('import', 'tickets', small),
      run('keys', 'create', '--nam', 'x'),
    ]);
    expect(wrong.map((one) => one.code)).toEqual([2, 2, 2, 2]);
    expect(wrong.map((one) => one.errors.split('\n')[0])).toEqual([
      'What to import? "import tickets" is all there is.',
      'There is no "import people".',
      '--map MAP is missing.',
      'There is no option --nam. Options: --name, --scope, --as, --may-act-as, --json.',
    ]);
    expect(existsSync(dataDir)).toBe(false);
  });
});

describe('without a server', () => {
  it('keys, administrators and imports work on the folder itself', { timeout: 180_000 }, async () => {
    const tooEarly = await run('keys', 'create', '--name', 'x', '--scope', 'tickets:read');
    expect(tooEarly).toMatchObject({ code: 1, out: '' });
    expect(tooEarly.errors).toContain('There is no master administrator yet.');

    const admin = await run('admin', 'create', '--email', 'Ann.Lee@example.com', '--json');
    expect(admin.code).toBe(0);
    expect(JSON.parse(admin.out)).toMatchObject({ name: 'Ann Lee', email: 'Ann.Lee@example.com', created: true });

    const dry = await run(...importOf(small, '--dry-run'));
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.out).toContain('Dry run: nothing was changed.');
    const missing = await run(...importOf(join(home, 'nowhere.csv')));
    expect(missing).toMatchObject({ code: 1, out: '' });
    expect(missing.errors).toContain('does not exist or cannot be read. Nothing was changed.');
    const imported = await run(...importOf(small, '--json'));
    expect(JSON.parse(imported.out)).toMatchObject({ state: 'done', tickets: { created: 3 } });
    const noMap = await run('import', 'tickets', small, '--map', 'zendesk');
    expect(noMap.errors).toContain('There is no map "zendesk". Shipped maps: servicenow.');
  });
});

describe('beside a running server', () => {
  it('all of them go through its socket', { timeout: 180_000 }, async () => {
    await startServer();
    const again = await run(...importOf(small));
    expect(again.code).toBe(0);
    expect(again.out).toContain('0 created, 0 changed; 3 are as they were');

    const key = await run('keys', 'create', '--name', 'monitoring', '--scope', 'tickets:read', '--as', 'ann.lee@example.com');
    expect(key.code).toBe(0);
    const tickets = await fetch(`${address}/api/v1/tickets?state=all&count=true`, {
      headers: { authorization: `Bearer ${key.out.trim()}` },
    });
    expect(await tickets.json()).toMatchObject({ total: 3 });

    const rescued = await run('admin', 'create', '--email', 'ann.lee@example.com', '--json');
    const { created, link } = JSON.parse(rescued.out) as { created: boolean; link: string };
    expect([created, link.startsWith(`${address}/sign-in/link#`)]).toEqual([false, true]);
    const signIn = (token: string) =>
      fetch(`${address}/api/v1/sign-in/link`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', origin: address },
        body: JSON.stringify({ token }),
      });
    const token = link.split('#')[1] as string;
    expect([(await signIn(token)).status, (await signIn(token)).status]).toEqual([200, 410]);
  });

  it('doctor names what is wrong and what to do', { timeout: 180_000 }, async () => {
    const doctor = await run('doctor', '--json');
    const { healthy, findings } = JSON.parse(doctor.out) as {
      healthy: boolean;
      findings: { key: string; state: string; advice: string | null }[];
    };
    const states = Object.fromEntries(findings.map((finding) => [finding.key, finding.state]));
    expect(states).toMatchObject({ server: 'ok', 'data folder': 'ok', database: 'ok', clock: 'ok', address: 'ok', mail: 'bad' });
    expect([doctor.code, healthy]).toEqual([3, false]);
    expect(findings.find((finding) => finding.key === 'mail')?.advice).toContain('SMTP_URL');
  });

  it('Ctrl+C stops an import politely, and the next one goes on', { timeout: 180_000 }, async () => {
    const stopping = start(...importOf(FIXTURE));
    await until(() => stopping.errors().includes('Reading:'), stopping.errors);
    stopping.child.kill('SIGINT');
    expect(await stopping.code).toBe(130);
    expect(stopping.out()).toContain('Stopped. What was finished is kept; the same command goes on from there.');
  });

  it('a killed server loses nothing that was done, and leaves no lock and no socket in the way', { timeout: 180_000 }, async () => {
    const cut = start(...importOf(FIXTURE));
    await until(() => /Reading:|Replaying:/.test(cut.errors()), cut.errors);
    server?.child.kill('SIGKILL');
    expect(await cut.code).toBe(1);
    expect(cut.errors()).toContain('The running server ended before the command was done.');
    expect(existsSync(join(dataDir, 'portico.sock'))).toBe(true);

    const rest = await run(...importOf(FIXTURE));
    expect(rest.code).toBe(0);
    expect(rest.out).toContain('The import that had stopped is finished.');
    expect(rest.out).toContain('208 states, 95 groups, 45 assignees, 9 priorities; 11 reopenings');
    expect((await run(...importOf(FIXTURE, '--json'))).out).toContain('"created":0,"changed":0,"unchanged":60');
  });
});
