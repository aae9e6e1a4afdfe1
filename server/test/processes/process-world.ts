import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io as connect, type Socket } from 'socket.io-client';
import { type Api, openApi } from '../../../bench/acknowledged/api.ts';
import { type ServerProcess, serverProcess } from '../../../bench/server-process.ts';
import { callSocket } from '../../src/kernel/socket/call-socket.ts';
import { type FakeSmtp, startFakeSmtp } from '../start-fake-smtp.ts';
import { copyPostgres, dropPostgres } from '../template.ts';
import { type Nginx, startNginx } from './nginx.ts';

/** Several real server processes on one PostgreSQL, sharing a data folder, and nginx in front of those that serve the web. */
export interface ProcessWorld {
  readonly processes: readonly ServerProcess[];
  readonly nginx: Nginx;
  readonly smtp: FakeSmtp;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Through nginx. */
  readonly api: Api;
  /** An administrator signed in through nginx: the Cookie header of a browser. */
  signIn(email: string): Promise<string>;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Words after `start` for each process; one entry per process. */
  readonly processes: readonly (readonly string[])[];
  readonly env?: Readonly<Record<string, string>>;
  /** An empty database: the processes migrate it themselves. */
  readonly empty?: boolean;
}

const silent = { signal: new AbortController().signal, onProgress: () => {} };

export async function processWorld(options: WorldOptions): Promise<ProcessWorld> {
  const home = mkdtempSync(join(tmpdir(), 'portico-processes-'));
  const dataDir = join(home, 'data');
  const smtp = await startFakeSmtp();
  const databaseUrl = await copyPostgres({ empty: options.empty === true });
  const env = { TRUST_PROXY: 'loopback', ...options.env };
  const processes = await Promise.all(
    options.processes.map((args) => serverProcess({ dataDir, databaseUrl, smtpUrl: smtp.url, env, args })),
  );
  const undo: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const back of undo.reverse()) await back();
    await Promise.all(processes.map((one) => one.kill()));
    smtp.stop();
    await dropPostgres(databaseUrl);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    // All at once, as a supervisor starts them.
    await Promise.all(processes.map((one) => one.start()));
    const web = processes.filter((_, index) => !isWithoutWeb(options.processes[index] ?? []));
    const nginx = await startNginx(web.map((one) => one.url));
    undo.push(() => nginx.stop());
    const own = await (processes[0] as ServerProcess).administrator();
    const signIn = async (email: string): Promise<string> => {
      const { id, link } = await callSocket<{ id: number; link: string }>(
        dataDir,
        'admin.create',
        { email, name: email.split('@')[0] },
        silent,
      );
      const send = async (method: string, path: string, body: unknown, cookie = '') => {
        const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie };
        const answer = await fetch(`${nginx.url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
        const session = answer.headers.getSetCookie().find((one) => one.startsWith('portico='));
        if (!answer.ok || !session) throw new Error(`Nobody is signed in: ${answer.status} ${await answer.text()}`);
        return session.split(';')[0] as string;
      };
      // Two places to go, the tech portal and the admin console: one account.
      const session = await send('POST', '/sign-in/link', { token: link.split('#')[1] });
      return send('POST', '/session/account', { accountId: id }, session);
    };
    return { processes, nginx, smtp, databaseUrl, dataDir, api: openApi(nginx.url, own.token), signIn, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const isWithoutWeb = (args: readonly string[]): boolean => args.some((arg) => arg.startsWith('--services=') && !arg.includes('web'));

/** A page's socket, behaving as web/src/lib/live.ts does; notes for how long it was away. */
export interface Page {
  readonly socket: Socket;
  readonly gaps: readonly number[];
  /** Now, while it is away. */
  awayMs(): number;
  readonly hints: { readonly kind: string; readonly id: number }[];
  close(): void;
}

export async function openPage(url: string, cookie: string, room: string): Promise<Page> {
  const gaps: number[] = [];
  const hints: { kind: string; id: number }[] = [];
  let lostAt: number | null = null;
  let watches = false;
  const socket = connect(url, { transports: ['websocket'], forceNew: true, extraHeaders: { cookie }, randomizationFactor: 0.5 });
  socket.on('connect', () => {
    if (lostAt !== null) gaps.push(performance.now() - lostAt);
    lostAt = null;
    socket.emit('watch', { room }, (answer: { ok: boolean }) => {
      watches = answer.ok;
    });
  });
  socket.on('disconnect', (reason) => {
    lostAt ??= performance.now();
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 500 + Math.random() * 1000);
  });
  socket.on('reconnect', ({ afterMs }: { afterMs: number }) => {
    socket.disconnect();
    setTimeout(() => socket.connect(), afterMs);
  });
  socket.on('hint', (hint) => hints.push(hint));
  // A sign-in that is being told to the other processes may cut off the first connection of its own session.
  for (let waited = 0; !watches; waited += 20) {
    if (waited > 10_000) throw new Error('No socket was opened.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const awayMs = (): number => (lostAt === null ? 0 : performance.now() - lostAt);
  return { socket, gaps, hints, awayMs, close: () => void socket.disconnect() };
}
