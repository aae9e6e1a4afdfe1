import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Api, openApi, pause } from '../../../bench/acknowledged/api.ts';
import { freePort } from '../../../bench/server-process.ts';
import { callSocket } from '../../src/kernel/socket/call-socket.ts';
import { copyPostgres, dropPostgres, ENGINE } from '../template.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

interface FaultSettings {
  readonly env?: Readonly<Record<string, string>>;
  /** What the process is started under: `['prlimit', '--nofile=80']`. */
  readonly under?: readonly string[];
  /** A folder of the test's own, a mounted one for instance; else one is made and removed. */
  readonly dataDir?: string;
}
interface Finding {
  readonly key: string;
  readonly state: 'ok' | 'warning' | 'bad';
  readonly detail: string;
  readonly advice: string | null;
}

/** The real server as a process of its own, started under a fault, with what an operator has to look at it. */
export interface FaultServer {
  readonly url: string;
  readonly dataDir: string;
  readonly pid: () => number;
  /** Its log and what it printed, over all its lives. */
  readonly output: () => string;
  readonly alive: () => boolean;
  start(changed?: FaultSettings): Promise<void>;
  kill(signal?: NodeJS.Signals): Promise<number | null>;
  administrator(): Promise<Api>;
  /** `/api/health`, as a load balancer asks. */
  health(): Promise<{ readonly status: number; readonly body: { readonly status: string; readonly reason?: string } }>;
  /** `portico doctor --json`. */
  doctor(): Promise<readonly Finding[]>;
  close(): Promise<void>;
}

export async function faultServer(settings: FaultSettings = {}): Promise<FaultServer> {
  const home = mkdtempSync(join(tmpdir(), 'portico-fault-'));
  const dataDir = settings.dataDir ?? join(home, 'data');
  const database = ENGINE === 'postgres' ? await copyPostgres() : null;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const common = {
    PATH: process.env.PATH ?? '',
    PORT: String(port),
    PORTICO_DEMO: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    ...(database ? { DATABASE_URL: database } : {}),
  };
  let now = settings;
  let child: ChildProcess | null = null;
  let ended: Promise<number | null> = Promise.resolve(null);
  let text = '';
  const alive = (): boolean => child !== null && child.exitCode === null && child.signalCode === null;
  const run = (args: readonly string[], { env, under = [] }: FaultSettings): ChildProcess => {
    const [file, ...rest] = [...under, process.execPath, MAIN, ...args];
    return spawn(file as string, rest, { env: { ...common, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  };
  const kill = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    if (alive()) child?.kill(signal);
    return ended;
  };
  return {
    url,
    dataDir,
    pid: () => child?.pid ?? 0,
    output: () => text,
    alive,
    async start(changed) {
      now = changed ?? now;
      const from = text.length;
      const started = run(['start'], now);
      child = started;
      ended = new Promise((resolve) => started.once('close', (code) => resolve(code)));
      for (const stream of [started.stdout, started.stderr]) stream?.on('data', (data) => (text += data));
      for (let waited = 0; !text.slice(from).includes('Portico is ready'); waited += 20) {
        if (!alive() || waited > 90_000) throw new Error(`The server did not start:\n${text.slice(from)}`);
        await pause(20);
      }
    },
    kill,
    async administrator() {
      const watch = { signal: new AbortController().signal, onProgress: () => {} };
      await callSocket(dataDir, 'admin.create', { email: 'admin@example.test', name: 'Ada Admin' }, watch);
      const wanted = { name: 'faults', scopes: ['*'], as: 'admin', mayActAs: true };
      const { token } = await callSocket<{ token: string }>(dataDir, 'keys.create', wanted, watch);
      return openApi(url, token);
    },
    async health() {
      const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(10_000) });
      return { status: answer.status, body: (await answer.json()) as { status: string; reason?: string } };
    },
    async doctor() {
      // The doctor is a process of its own: it looks at the machine without the fault that the server was started under.
      const asked = run(['doctor', '--json'], { env: { ...now.env } });
      let said = '';
      asked.stdout?.on('data', (data) => (said += data));
      await new Promise((resolve) => asked.once('close', resolve));
      return (JSON.parse(said) as { findings: Finding[] }).findings;
    },
    async close() {
      await kill('SIGKILL');
      if (database) await dropPostgres(database);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
