import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../bench/server-process.ts';

const PROGRAM = process.env.NGINX_PATH ?? '/usr/sbin/nginx';

export const hasNginx = (): boolean => spawnSync(PROGRAM, ['-v']).status === 0;

export interface Nginx {
  readonly url: string;
  /** What nginx wrote into its logs, for the message of a failure. */
  log(name: 'access' | 'error'): string;
  stop(): Promise<void>;
}

/** nginx with nginx.conf in a temporary folder, on a free port, as whoever runs the test. */
export async function startNginx(upstreams: readonly string[]): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-nginx-'));
  const port = await freePort();
  const servers = (more: string) => upstreams.map((url) => `    server ${new URL(url).host} ${more};`).join('\n');
  const text = readFileSync(join(import.meta.dirname, 'nginx.conf'), 'utf8')
    .replaceAll('__FOLDER__', folder)
    .replaceAll('__PORT__', String(port))
    .replaceAll('__SERVERS__', servers('max_fails=1 fail_timeout=5s'))
    .replaceAll('__LIVE_SERVERS__', servers('max_fails=0'));
  // As root nginx would hand its workers to a user that may not enter our folder.
  writeFileSync(join(folder, 'nginx.conf'), process.getuid?.() === 0 ? `user root;\n${text}` : text);
  const child = spawn(PROGRAM, ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (data) => (said += data));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const log = (name: string): string => readFileSync(join(folder, `${name}.log`), 'utf8');
  for (let waited = 0; !(await answers(port)); waited += 50) {
    if (child.exitCode !== null || waited > 10_000) throw new Error(`nginx did not start: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url: `http://127.0.0.1:${port}`,
    log,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const line = connect(port, '127.0.0.1');
    line.once('connect', () => resolve(true)).once('error', () => resolve(false));
    line.once('connect', () => line.destroy());
  });
