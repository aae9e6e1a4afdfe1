import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../bench/server-process.ts';

const DEBIAN = '/usr/lib/postgresql';

/** The folder of the server's programs: as told, Debian's newest, or what the PATH names. */
function findBinaries(): string | null {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [process.env.TEST_POSTGRES_BIN ?? '', ...debian.map((version) => join(DEBIAN, version, 'bin')), ...PATHS];
  return places.find((place) => place !== '' && existsSync(join(place, 'initdb')) && existsSync(join(place, 'pg_ctl'))) ?? null;
}
const PATHS = (process.env.PATH ?? '').split(':');

const BIN = findBinaries() ?? '';
export const hasPostgresBinaries = BIN !== '';
export const WITHOUT_BINARIES =
  'SKIPPED: no PostgreSQL server programs (initdb, pg_ctl) were found, so nothing was tried against a database server that stops. Set TEST_POSTGRES_BIN.';

/** A PostgreSQL cluster of the test's own, to be stopped as if the power went. */
export interface PrivatePostgres {
  readonly url: string;
  start(): Promise<void>;
  /** `immediate`: as if the power went, no checkpoint; `fast`: as a maintenance window would. Both cut every connection. */
  stop(mode: 'immediate' | 'fast'): Promise<void>;
  remove(): Promise<void>;
}

export async function privatePostgres(): Promise<PrivatePostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-pg-'));
  const data = join(folder, 'data');
  const port = await freePort();
  // PostgreSQL refuses to run as root.
  const asRoot = process.getuid?.() === 0;
  if (asRoot) execFileSync('chown', ['postgres', folder]);
  const run = (command: string, args: readonly string[]): ChildProcess => {
    const [file, list] = asRoot ? ['runuser', ['-u', 'postgres', '--', join(BIN, command), ...args]] : [join(BIN, command), [...args]];
    return spawn(file, list, { cwd: folder, stdio: 'ignore' });
  };
  const finish = (child: ChildProcess, what: string): Promise<void> =>
    new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${what} ended with ${code}`))));
    });
  const control = (...args: string[]): Promise<void> => finish(run('pg_ctl', ['-D', data, '-w', '-t', '60', ...args]), `pg_ctl ${args[0]}`);
  await finish(run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-locale', '-E', 'UTF8']), 'initdb');
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c max_connections=50`;
  const start = (): Promise<void> => control('start', '-o', options, '-l', join(folder, 'log'));
  await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop: (mode) => control('stop', '-m', mode),
    async remove() {
      await control('stop', '-m', 'immediate').catch(() => {});
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
