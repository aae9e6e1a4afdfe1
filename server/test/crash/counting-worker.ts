import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { workerData } from 'node:worker_threads';

// Counts what reaches the disk, then becomes the product's own worker.

const { counter } = workerData as { counter: Int32Array };
const really = fs.fdatasyncSync;
fs.fdatasyncSync = (file) => {
  really(file);
  Atomics.add(counter, 0, 1);
};
syncBuiltinESMExports();
await import('../../src/kernel/db/embedded-worker.ts');
