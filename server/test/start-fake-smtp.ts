import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface FakeSmtp {
  readonly url: string;
  /** Mails taken so far, as they came over the wire. */
  readonly mails: { readonly to: readonly string[]; readonly raw: string }[];
  /** Waits until so many were taken. */
  taken(count: number): Promise<void>;
  stop(): void;
}

/** Starts test/fake-smtp.ts; see there how it behaves. */
export async function startFakeSmtp(slowMs = 3_000): Promise<FakeSmtp> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fake-smtp.ts'), String(slowMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const mails: FakeSmtp['mails'] = [];
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', () => reject(new Error('The mail server of the test did not start.')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { port?: number; to: string[]; raw: string };
      if (said.port) resolve(said.port);
      else mails.push(said);
    });
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    taken: async (count) => {
      for (let waited = 0; mails.length < count && waited < 5_000; waited += 10) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    stop: () => void child.kill(),
  };
}
