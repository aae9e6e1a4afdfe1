import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FakeFeed, FakeRequest } from './fake-ical.ts';

export interface FakeIcal {
  readonly url: string;
  readonly port: number;
  /** Serves this below a path from now on, and returns its address. */
  serve(path: string, feed: FakeFeed): Promise<string>;
  /** All requests so far. */
  requests(): Promise<readonly FakeRequest[]>;
  stop(): void;
}

/** Starts test/fake-ical.ts; see there what it can be told to do. */
export async function startFakeIcal(): Promise<FakeIcal> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fake-ical.ts')], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The calendar service of the test did not start (${code}).`)));
    createInterface({ input: child.stdout! }).once('line', (line) => resolve((JSON.parse(line) as { port: number }).port));
  });
  const ask = (message: object): Promise<{ requests: readonly FakeRequest[] }> =>
    new Promise((resolve) => {
      child.once('message', (answer) => resolve(answer as { requests: readonly FakeRequest[] }));
      child.send(message);
    });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    serve: async (path, feed) => {
      await ask({ serve: { path, feed } });
      return `${url}${path}`;
    },
    requests: async () => (await ask({ ask: true })).requests,
    stop: () => void child.kill(),
  };
}
