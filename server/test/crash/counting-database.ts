import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import pg from 'pg';

/** The embedded database on a folder, in the worker of the product, with every call that waits for the disk counted. */
export async function countingDatabase(folder: string): Promise<{ client: pg.Client; syncs: () => number; end: () => Promise<void> }> {
  mkdirSync(folder, { recursive: true });
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const socketFolder = join(folder, '..');
  const workerData = { folder, template: null, socketPath: join(socketFolder, '.s.PGSQL.5432'), counter };
  const worker = new Worker(new URL('./counting-worker.ts', import.meta.url), { workerData, env: {}, execArgv: [] });
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', ({ kind, message }) => (kind === 'ready' ? resolve() : reject(new Error(message))));
  });
  const client = new pg.Client({ host: socketFolder, port: 5432, user: 'postgres', database: 'postgres' });
  await client.connect();
  return {
    client,
    syncs: () => Atomics.load(counter, 0),
    async end() {
      await client.end();
      const gone = new Promise((resolve) => worker.once('exit', resolve));
      worker.postMessage({ kind: 'close' });
      await gone;
    },
  };
}
