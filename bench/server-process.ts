import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { callSocket } from '../server/src/kernel/socket/call-socket.ts';
import { type Api, openApi } from './acknowledged/api.ts';

const MAIN = join(import.meta.dirname, '..', 'server', 'src', 'main.ts');
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface ServerSettings {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** Null: no mail leaves. */
  readonly smtpUrl: string | null;
  /** More settings, and words after `start`. */
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** The real server as a process of its own, which can be killed and started again on the same folder and port. */
export interface ServerProcess {
  readonly url: string;
  /** Everything it said, over all its lives. */
  readonly output: () => string;
  readonly alive: () => boolean;
  /** Starts it and waits until it is ready. @returns milliseconds that took. */
  start(): Promise<number>;
  /** Resident memory of the process now and at its highest, in MB; null where /proc does not exist. */
  memory(): { readonly now: number; readonly most: number } | null;
  /** SIGKILL: nothing is finished, nothing is flushed. */
  kill(): Promise<void>;
  /** SIGSTOP and SIGCONT: it stands still, and goes on. */
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM, as systemd would. @returns the exit code. */
  stop(): Promise<number | null>;
  /** An administrator's key that may act for everybody; made in an empty workspace. */
  administrator(): Promise<Api>;
}

export async function serverProcess(settings: ServerSettings): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let ended: Promise<number | null> = Promise.resolve(null);
  let text = '';
  const env = {
    PATH: process.env.PATH ?? '',
    PORT: String(port),
    PORTICO_DEMO: '0',
    DATA_DIR: settings.dataDir,
    LOG_LEVEL: 'warn',
    ...(settings.smtpUrl ? { SMTP_URL: settings.smtpUrl } : {}),
    ...(settings.databaseUrl ? { DATABASE_URL: settings.databaseUrl } : {}),
    ...settings.env,
  };
  const isAlive = (): boolean => child !== null && child.exitCode === null && child.signalCode === null;
  const send = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (isAlive()) child?.kill(signal);
    return ended;
  };
  return {
    url,
    output: () => text,
    alive: isAlive,
    async start() {
      const began = performance.now();
      const from = text.length;
      const started = spawn(process.execPath, [MAIN, 'start', ...(settings.args ?? [])], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      child = started;
      ended = new Promise((resolve) => started.once('close', (code) => resolve(code)));
      for (const stream of [started.stdout, started.stderr]) stream.on('data', (data) => (text += data));
      for (let waited = 0; !text.slice(from).includes('Portico is ready'); waited += 20) {
        if (!isAlive() || waited > 90_000) throw new Error(`The server did not start:\n${text.slice(from)}`);
        await pause(20);
      }
      return performance.now() - began;
    },
    signal: (signal) => void child?.kill(signal),
    memory() {
      const status = `/proc/${child?.pid}/status`;
      if (!existsSync(status)) return null;
      const of = (name: string): number =>
        Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(status, 'utf8'))?.[1]) / 1024);
      return { now: of('VmRSS'), most: of('VmHWM') };
    },
    kill: async () => void (await send('SIGKILL')),
    stop: () => send('SIGTERM'),
    async administrator() {
      const watch = { signal: new AbortController().signal, onProgress: () => {} };
      await callSocket(settings.dataDir, 'admin.create', { email: 'admin@example.test', name: 'Ada Admin' }, watch);
      const wanted = { name: 'bench', scopes: ['*'], as: 'admin', mayActAs: true };
      const { token } = await callSocket<{ token: string }>(settings.dataDir, 'keys.create', wanted, watch);
      return openApi(url, token);
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
