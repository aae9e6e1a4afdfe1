import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { S3Settings } from '../src/kernel/config/config.ts';
import type { S3Faults } from './fake-s3.ts';

export interface FakeS3 {
  readonly settings: S3Settings;
  /** The same as environment of a server. */
  readonly env: Readonly<Record<string, string>>;
  /** Misbehaves like this from now on, until told otherwise. */
  faults(faults: S3Faults): Promise<void>;
  /** Uploads in parts that are neither finished nor given up. */
  openUploads(): Promise<number>;
  requests(): Promise<number>;
  stop(): void;
}

/** Starts test/fake-s3.ts; see there what it can be told to do wrong. */
export async function startFakeS3(): Promise<FakeS3> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-s3-'));
  const bucket = 'portico';
  const child = spawn(process.execPath, ['--no-deprecation', join(import.meta.dirname, 'fake-s3.ts'), folder, bucket], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The S3 service of the test did not start (${code}).`)));
    createInterface({ input: child.stdout! }).once('line', (line) => resolve((JSON.parse(line) as { port: number }).port));
  });
  const ask = (message: object): Promise<{ requests: number; parts: number }> =>
    new Promise((resolve) => {
      child.once('message', (answer) => resolve(answer as { requests: number; parts: number }));
      child.send(message);
    });
  const endpoint = `http://127.0.0.1:${port}`;
  const settings = { endpoint, bucket, region: 'us-east-1', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  return {
    settings,
    env: { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_ACCESS_KEY_ID: 'S3RVER', S3_SECRET_ACCESS_KEY: 'S3RVER' },
    faults: async (faults) => void (await ask({ faults })),
    openUploads: async () => (await ask({ ask: true })).parts,
    requests: async () => (await ask({ ask: true })).requests,
    stop: () => {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
