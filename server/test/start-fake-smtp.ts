import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SmtpFaults } from './fake-smtp.ts';

export interface FakeSmtp {
  readonly url: string;
  readonly port: number;
  /** Mails taken so far, as they came over the wire. */
  readonly mails: { readonly to: readonly string[]; readonly raw: string }[];
  /** Waits until so many were taken. */
  taken(count: number): Promise<void>;
  /** Misbehaves like this from now on. */
  faults(faults: SmtpFaults): Promise<void>;
  /** Connections since the start, the most at a time since the faults were last changed, and those of now. */
  connections(): Promise<{ readonly connections: number; readonly peak: number; readonly open: number }>;
  stop(): void;
}

/** Starts test/fake-smtp.ts, on a port of its own or again on one that is known; see there how it behaves. */
export async function startFakeSmtp(slowMs = 3_000, onPort = 0): Promise<FakeSmtp> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fake-smtp.ts'), String(slowMs), String(onPort)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const mails: FakeSmtp['mails'] = [];
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', () => reject(new Error('The mail server of the test did not start.')));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const said = JSON.parse(line) as { port?: number; to: string[]; raw: string };
      if (said.port) resolve(said.port);
      else mails.push(said);
    });
  });
  const ask = (message: { faults?: SmtpFaults }): Promise<{ connections: number; peak: number; open: number }> =>
    new Promise((resolve) => {
      child.once('message', (answer) => resolve(answer as { connections: number; peak: number; open: number }));
      child.send(message);
    });
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    mails,
    taken: async (count) => {
      for (let waited = 0; mails.length < count && waited < 5_000; waited += 10) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    faults: async (faults) => void (await ask({ faults })),
    connections: () => ask({}),
    stop: () => void child.kill(),
  };
}
