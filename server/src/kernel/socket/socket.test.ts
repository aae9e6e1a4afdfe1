import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { testLog } from '../../../test/harness.ts';
import { Refusal } from '../errors.ts';
import type { Kernel } from '../kernel.ts';
import { askSocket, callSocket } from './call-socket.ts';
import type { Task } from './protocol.ts';
import { type CommandSocket, serveSocket } from './serve-socket.ts';
import { socketPathOf } from './socket-path.ts';

const home = mkdtempSync(join(tmpdir(), 'ps-'));
let folders = 0;
const folder = (name?: string): string => {
  folders += 1;
  const path = join(home, name ?? `d${folders}`);
  mkdirSync(path, { recursive: true });
  return path;
};
let socket: CommandSocket | null = null;
afterEach(async () => {
  await socket?.close();
  socket = null;
});

let release: () => void = () => {};
const tasks: readonly Task[] = [
  {
    name: 'count',
    run: async (_kernel, input, { onProgress }) => {
      for (let n = 1; n <= 5; n++) onProgress({ n });
      return { said: (input as { word: string }).word };
    },
  },
  { name: 'refuse', run: async () => Promise.reject(new Refusal(409, 'thing.busy', 'It is busy. Try again later.')) },
  { name: 'break', run: async () => Promise.reject(new TypeError('x is not a function')) },
  {
    name: 'wait',
    run: (_kernel, _input, { signal }) =>
      new Promise((resolve) => {
        release = () => resolve({ stopped: false });
        signal.addEventListener('abort', () => resolve({ stopped: true }));
      }),
  },
];
const serve = async (dataDir: string) => {
  socket = await serveSocket({ kernel: {} as Kernel, dataDir, tasks, log: testLog });
  return socket;
};
const call = (
  dataDir: string,
  task: string,
  input: unknown = {},
  signal = new AbortController().signal,
  onProgress: (value: unknown) => void = () => {},
) => callSocket(dataDir, task, input, { signal, onProgress });

describe('allows', () => {
  it('a task with progress and a result, on a socket for its owner alone', async () => {
    const dataDir = folder();
    await serve(dataDir);
    expect(statSync(join(dataDir, 'portico.sock')).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['portico.sock']);
    const seen: unknown[] = [];
    expect(await call(dataDir, 'count', { word: 'hello' }, undefined, (value) => seen.push(value))).toEqual({ said: 'hello' });
    // Only the newest of a burst.
    expect(seen).toEqual([{ n: 5 }]);
    await socket?.close();
    expect(existsSync(join(dataDir, 'portico.sock'))).toBe(false);
    expect(await askSocket(dataDir)).toBeNull();
  });

  it('a folder whose path is too long for a socket', async () => {
    const dataDir = folder(`long-${'x'.repeat(120)}`);
    await serve(dataDir);
    expect(socketPathOf(dataDir).length).toBeLessThan(100);
    expect(statSync(socketPathOf(dataDir)).mode & 0o777).toBe(0o600);
    expect(await call(dataDir, 'count', { word: 'far' })).toEqual({ said: 'far' });
    const path = socketPathOf(dataDir);
    await socket?.close();
    expect([existsSync(path), existsSync(join(path, '..')), readdirSync(dataDir)]).toEqual([false, false, []]);
  });

  it('to replace the socket that a killed server left', async () => {
    const dataDir = folder();
    const dead = createServer();
    await new Promise<void>((resolve) => dead.listen(join(dataDir, 'dead'), resolve));
    const { renameSync } = await import('node:fs');
    renameSync(join(dataDir, 'dead'), join(dataDir, 'portico.sock'));
    await new Promise((resolve) => dead.close(resolve));
    expect(existsSync(join(dataDir, 'portico.sock'))).toBe(true);
    expect(await askSocket(dataDir)).toBeNull();
    await serve(dataDir);
    expect(await askSocket(dataDir)).not.toBeNull();
  });
});

describe('refuses', () => {
  it('with the sentence of the task, and keeps the insides of a failure to the log', async () => {
    const dataDir = folder();
    await serve(dataDir);
    await expect(call(dataDir, 'refuse')).rejects.toMatchObject({
      status: 409,
      code: 'thing.busy',
      message: 'It is busy. Try again later.',
    });
    await expect(call(dataDir, 'break')).rejects.toMatchObject({ status: 500, code: 'internal' });
    await expect(call(dataDir, 'unheard')).rejects.toMatchObject({ code: 'task.unknown' });
  });

  it('a second server on the same folder, until the first has ended', async () => {
    const dataDir = folder();
    await serve(dataDir);
    const second = await serveSocket({ kernel: {} as Kernel, dataDir, tasks, log: testLog, followEveryMs: 20 });
    expect(second.serves()).toBe(false);
    await socket?.close();
    await expect.poll(() => second.serves()).toBe(true);
    expect(await askSocket(dataDir)).not.toBeNull();
    socket = second;
  });

  it('nobody for nothing: a folder without a server has no socket', async () => {
    expect(await askSocket(folder())).toBeNull();
    await expect(call(folder(), 'count')).rejects.toMatchObject({ code: 'server.gone' });
  });
});

describe('stops', () => {
  it('a task that is asked to, and still says how far it came', async () => {
    const dataDir = folder();
    await serve(dataDir);
    const control = new AbortController();
    const answer = call(dataDir, 'wait', {}, control.signal);
    setTimeout(() => control.abort(), 150);
    expect(await answer).toEqual({ stopped: true });
  });

  it('all tasks when the server ends', async () => {
    const dataDir = folder();
    const own = await serve(dataDir);
    const answer = call(dataDir, 'wait');
    await new Promise((resolve) => setTimeout(resolve, 150));
    await own?.close();
    expect(await answer).toEqual({ stopped: true });
    release();
  });
});

process.on('exit', () => rmSync(home, { recursive: true, force: true }));
