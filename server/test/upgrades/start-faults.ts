import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../../bench/server-process.ts';
import { openEmbedded } from '../../src/kernel/db/database.ts';
import { startEmbedded } from '../../src/kernel/db/embedded.ts';
import { testLog } from '../harness.ts';
import { SERVER_URL, templateFile } from '../template.ts';

// Everything that can be wrong with the place a server is told to live in, made for real.

export interface Place {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** Run as this user instead of the test's own. */
  readonly uid?: number;
}
export interface Fault {
  readonly name: string;
  readonly engine: 'postgres' | 'pglite';
  /** What the operator reads. */
  readonly says: RegExp;
  /** Why it cannot be tried here, or null. */
  readonly skip: string | null;
  /** Takes seconds to make: only in the deep tier. */
  readonly slow?: true;
  readonly make: (home: string, keep: (back: () => Promise<void> | void) => void) => Promise<Place> | Place;
}

const binFolders = [process.env.TEST_POSTGRES_BIN ?? '', '/usr/lib/postgresql/15/bin', ...(process.env.PATH ?? '').split(':')];
/** Where initdb and pg_ctl are; null when they are not installed. */
const POSTGRES_BIN =
  binFolders.find((folder) => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_basebackup'))) ?? null;
const PGBOUNCER =
  ['/usr/sbin', '/usr/local/bin', ...binFolders].map((folder) => join(folder, 'pgbouncer')).find((path) => existsSync(path)) ?? null;
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const needBinaries = POSTGRES_BIN ? null : 'the programs of PostgreSQL (initdb, pg_basebackup) are not installed';
const [MOUNT, UNMOUNT] = ['mount', 'umount'] as const;
const needMount = isRoot && mayMount() ? null : 'this user may not mount a small disk';
const needNobody = isRoot && nobodyReadsUs() ? null : 'no process can be run here as another user who reads the program files';
const needBouncer = PGBOUNCER ? null : 'pgbouncer is not installed';
const at = (url: string, change: Partial<URL>): string => Object.assign(new URL(url), change).toString();

async function onServer(text: string, url = SERVER_URL): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
const unique = (word: string): string => `portico_test_${process.pid}_${word}`;

/** Root of a container often may not. */
function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'portico-mount-'));
  const mounted = spawnSync(MOUNT, ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
  if (mounted) spawnSync(UNMOUNT, ['-l', folder]);
  rmSync(folder, { recursive: true, force: true });
  return mounted;
}
function nobodyReadsUs(): boolean {
  const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
  const code = `require('node:fs').readFileSync(${JSON.stringify(main)})`;
  return spawnSync(process.execPath, ['-e', code], { uid: NOBODY, gid: NOBODY, cwd: tmpdir() }).status === 0;
}

type Keep = Parameters<Fault['make']>[1];
async function databaseWith(options: string, keep: Keep, word: string): Promise<string> {
  const name = unique(word);
  await onServer(`DROP DATABASE IF EXISTS ${name}`);
  await onServer(`CREATE DATABASE ${name} ${options}`);
  keep(() => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  return at(SERVER_URL, { pathname: `/${name}` });
}

/** A real server in front of which a version is changed on the wire. */
async function olderServer(keep: Keep): Promise<string> {
  const client = new pg.Client({ connectionString: SERVER_URL });
  await client.connect();
  const now = String((await client.query("SELECT current_setting('server_version_num') AS n")).rows[0].n);
  await client.end();
  const { hostname, port } = new URL(SERVER_URL);
  const proxy = createServer((socket) => {
    const behind = connect({ host: hostname, port: Number(port || 5432) });
    socket.pipe(behind);
    const older = Buffer.from(`14${now.slice(2)}`);
    // Numbers travel as text, so that one of the same length may take its place.
    behind.on('data', (data) => socket.write(replaceAll(data, Buffer.from(now), older)));
    behind.on('close', () => socket.destroy());
    for (const end of [socket, behind]) end.on('error', () => {});
  });
  return at(SERVER_URL, { host: await listening(proxy, keep) });
}
function replaceAll(data: Buffer, from: Buffer, to: Buffer): Buffer {
  const copy = Buffer.from(data);
  for (let i = copy.indexOf(from); i >= 0; i = copy.indexOf(from, i + 1)) to.copy(copy, i);
  return copy;
}
async function listening(server: Server | ReturnType<typeof createHttpServer>, keep: Keep): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  keep(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const asPostgres = (home: string, file: string, ...args: string[]): void => {
  const program = join(POSTGRES_BIN ?? '', file);
  const [command, list] = isRoot ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, args];
  execFileSync(command, list, { cwd: home, stdio: 'ignore' });
};
/** A cluster with passwords, started with these settings. */
async function cluster(keep: Keep, data: (home: string) => string): Promise<{ url: string; home: string }> {
  const home = mkdtempSync(join(tmpdir(), 'portico-cluster-'));
  if (isRoot) execFileSync('chown', ['postgres', home]);
  keep(() => rmSync(home, { recursive: true, force: true }));
  return { url: await startCluster(home, data(home), keep), home };
}
async function startCluster(home: string, data: string, keep: Keep): Promise<string> {
  const port = await freePort();
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${home} -c wal_level=replica`;
  asPostgres(home, 'pg_ctl', '-D', data, '-w', '-o', options, '-l', join(home, `log-${port}`), 'start');
  keep(() => asPostgres(home, 'pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop'));
  return `postgres://postgres:right@127.0.0.1:${port}/postgres`;
}
function initdb(home: string): string {
  writeFileSync(join(home, 'password'), 'right');
  const data = join(home, 'data');
  asPostgres(
    home,
    'initdb',
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'scram-sha-256',
    `--pwfile=${join(home, 'password')}`,
    '--no-locale',
    '-E',
    'UTF8',
  );
  return data;
}

/** A real pgbouncer in front of the server of the tests. */
async function bouncer(keep: Keep, settings: string): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'portico-bouncer-'));
  const { hostname, port } = new URL(SERVER_URL);
  const own = await freePort();
  const lines = [
    `[databases]\n* = host=${hostname} port=${port || 5432}`,
    `[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${own}\nunix_socket_dir =\nauth_type = any\n${settings}\n`,
  ];
  writeFileSync(join(home, 'pgbouncer.ini'), lines.join('\n').replace('* = ', `* = user=${new URL(SERVER_URL).username || 'postgres'} `));
  if (isRoot) execFileSync('chown', ['-R', 'postgres', home]);
  const child = spawn(PGBOUNCER ?? '', [...(isRoot ? ['-u', 'postgres'] : []), join(home, 'pgbouncer.ini')], {
    cwd: home,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  keep(async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(home, { recursive: true, force: true });
  });
  for (let i = 0; i < 100 && !(await listens(own)); i++) await new Promise((resolve) => setTimeout(resolve, 50));
  return at(SERVER_URL, { host: `127.0.0.1:${own}` });
}
const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const remote = (home: string, databaseUrl: string): Place => ({ dataDir: join(home, 'data'), databaseUrl });

/** A small workspace on disk. */
async function embeddedFolder(home: string): Promise<string> {
  const dataDir = join(home, 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  const server = await startEmbedded({ folder: join(dataDir, 'db'), template: templateFile() });
  await openEmbedded(server, { log: testLog }).close();
  return dataDir;
}
const local = (dataDir: string, uid?: number): Place => ({ dataDir, databaseUrl: null, ...(uid === undefined ? {} : { uid }) });

function smallDisk(home: string, keep: Keep, options: string): string {
  const disk = join(home, 'disk');
  mkdirSync(disk);
  execFileSync(MOUNT, ['-t', 'tmpfs', '-o', options, 'tmpfs', disk]);
  keep(() => void execFileSync(UNMOUNT, ['-l', disk]));
  return disk;
}

const postgres = { engine: 'postgres', skip: null } as const;
const pglite = { engine: 'pglite', skip: null } as const;

export const faults: readonly Fault[] = [
  {
    ...postgres,
    name: 'a host that does not exist',
    says: /The host "no-such-host\.invalid" of DATABASE_URL is not known/,
    make: (home) => remote(home, 'postgres://portico:secretword@no-such-host.invalid/portico'),
  },
  {
    ...postgres,
    name: 'a port where nothing listens',
    says: /Nothing answers at 127\.0\.0\.1:\d+\. Is the database server running/,
    make: async (home) => remote(home, `postgres://portico:secretword@127.0.0.1:${await freePort()}/portico`),
  },
  {
    ...postgres,
    name: 'a database that does not exist',
    says: /The database "portico_nowhere" of DATABASE_URL does not exist at .* Create it: CREATE DATABASE/,
    make: (home) => remote(home, at(SERVER_URL, { pathname: '/portico_nowhere' })),
  },
  {
    ...postgres,
    name: 'something else that answers',
    says: /What answers at 127\.0\.0\.1:\d+ is no PostgreSQL/,
    make: async (home, keep) => {
      const other = createHttpServer((_request, response) => void response.end('hello'));
      return remote(home, `postgres://portico:secretword@${await listening(other, keep)}/portico`);
    },
  },
  {
    ...postgres,
    slow: true,
    name: 'something that takes the connection and is silent',
    says: /What answers at 127\.0\.0\.1:\d+ is no PostgreSQL/,
    make: async (home, keep) =>
      remote(
        home,
        `postgres://portico:secretword@${await listening(
          createServer(() => {}),
          keep,
        )}/portico`,
      ),
  },
  {
    ...postgres,
    name: 'a server that is too old',
    says: /The database server is PostgreSQL 14; Portico needs 15 or newer/,
    make: async (home, keep) => remote(home, await olderServer(keep)),
  },
  ...(['LATIN1', 'SQL_ASCII'] as const).map(
    (encoding): Fault => ({
      ...postgres,
      name: `a database in ${encoding}`,
      says: new RegExp(`stores text as ${encoding}.*Portico needs UTF8\\. Create a new one: CREATE DATABASE`),
      make: async (home, keep) =>
        remote(
          home,
          await databaseWith(`ENCODING '${encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`, keep, encoding.toLowerCase()),
        ),
    }),
  ),
  {
    ...postgres,
    name: 'a user who may not create tables',
    says: /The user "portico_test_\d+_guest" may not create tables in the database .* OWNER TO/,
    make: async (home, keep) => {
      const url = await databaseWith('', keep, 'foreign');
      const role = unique('guest');
      await onServer(`DROP ROLE IF EXISTS ${role}; CREATE ROLE ${role} LOGIN`);
      keep(() => onServer(`DROP ROLE ${role}`));
      return remote(home, at(url, { username: role }));
    },
  },
  {
    ...postgres,
    name: 'a database that is set to read-only',
    says: /is set to read-only for .*default_transaction_read_only/,
    make: async (home, keep) => {
      const url = await databaseWith('', keep, 'readonly');
      await onServer(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET default_transaction_read_only = on`);
      return remote(home, url);
    },
  },
  {
    ...postgres,
    slow: true,
    skip: needBinaries,
    name: 'a wrong password',
    says: /does not accept the password of "postgres"\. Correct user and password/,
    make: async (home, keep) => remote(home, at((await cluster(keep, initdb)).url, { password: 'secretword' })),
  },
  {
    ...postgres,
    slow: true,
    skip: needBinaries,
    name: 'a standby server',
    says: /The database server is a read-only copy \(a standby\) of another/,
    make: async (home, keep) => {
      const primary = await cluster(keep, initdb);
      const copy = join(primary.home, 'copy');
      asPostgres(primary.home, 'pg_basebackup', '-d', primary.url, '-D', copy, '-R', '-c', 'fast');
      return remote(home, await startCluster(primary.home, copy, keep));
    },
  },
  {
    ...postgres,
    slow: true,
    skip: needBouncer,
    name: 'a connection pooler that refuses our settings',
    says: /A connection pooler stands at 127\.0\.0\.1:\d+ and refuses a setting.*ignore_startup_parameters/,
    make: async (home, keep) => remote(home, await bouncer(keep, 'pool_mode = session')),
  },
  {
    ...postgres,
    slow: true,
    skip: needBouncer,
    name: 'a connection pooler in transaction mode',
    says: /A connection pooler in transaction mode stands at 127\.0\.0\.1:\d+.*Set pool_mode = session/,
    make: async (home, keep) =>
      remote(home, await bouncer(keep, 'pool_mode = transaction\nignore_startup_parameters = idle_in_transaction_session_timeout')),
  },
  {
    ...pglite,
    name: 'a second process on the folder',
    says: /Another Portico process \(number \d+\) is already using the data folder .*Stop it first/,
    make: async (home, keep) => {
      const dataDir = join(home, 'data');
      const code = `const { lockFolder } = await import(${JSON.stringify(join(import.meta.dirname, '..', '..', 'src', 'kernel', 'db', 'lock-file.ts'))});
        lockFolder(${JSON.stringify(dataDir)}); console.log('held'); setInterval(() => {}, 1e6);`;
      const holder = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = new Promise((resolve) => holder.once('exit', resolve));
      keep(async () => {
        holder.kill('SIGKILL');
        await ended;
      });
      await new Promise((resolve) => holder.stdout.once('data', resolve));
      return local(dataDir);
    },
  },
  {
    ...pglite,
    name: 'a DATA_DIR below a file',
    says: /is a file, or lies below one\. Start with another DATA_DIR/,
    make: (home) => {
      writeFileSync(join(home, 'letter'), 'dear reader');
      return local(join(home, 'letter', 'data'));
    },
  },
  {
    ...pglite,
    slow: true,
    skip: needNobody,
    name: 'a DATA_DIR of another user',
    says: /This user may not write into the data folder .*Give it to the user that runs Portico/,
    make: (home) => {
      mkdirSync(join(home, 'data'), { mode: 0o755 });
      execFileSync('chmod', ['755', home]);
      return local(join(home, 'data'), NOBODY);
    },
  },
  {
    ...pglite,
    skip: needMount,
    name: 'a DATA_DIR on a disk that may only be read',
    says: /is on a disk that is mounted read-only/,
    make: (home, keep) => local(join(smallDisk(home, keep, 'ro,size=1m'), 'data')),
  },
  {
    ...pglite,
    skip: needMount,
    name: 'a full disk',
    says: /The disk of the data folder .* is full\. Free some space there/,
    make: (home, keep) => {
      const disk = smallDisk(home, keep, 'size=64k');
      writeFileSync(join(disk, 'filler'), Buffer.alloc(64 * 1024));
      return local(join(disk, 'data'));
    },
  },
  {
    ...pglite,
    skip: needMount,
    name: 'a disk too small for a new database',
    says: /has \d+ MB left; a new database needs 150 MB/,
    make: (home, keep) => local(smallDisk(home, keep, 'size=20m')),
  },
  {
    ...pglite,
    name: 'a folder of another version',
    says: /holds a database of PostgreSQL 15; the embedded engine of this Portico is 18/,
    make: (home) => {
      mkdirSync(join(home, 'data', 'db', 'base'), { recursive: true });
      writeFileSync(join(home, 'data', 'db', 'PG_VERSION'), '15\n');
      return local(join(home, 'data'));
    },
  },
  {
    ...pglite,
    slow: true,
    name: 'a folder that lost a part',
    says: /is damaged and does not start \(global\/pg_control is missing\)\. Keep a copy of the folder, and restore the latest backup/,
    make: async (home) => {
      const dataDir = await embeddedFolder(home);
      rmSync(join(dataDir, 'db', 'global', 'pg_control'));
      return local(dataDir);
    },
  },
  {
    ...pglite,
    slow: true,
    name: 'a folder whose control file is torn',
    says: /is damaged and does not start \(.+\)\. Keep a copy of the folder, and restore the latest backup/,
    make: async (home) => {
      const dataDir = await embeddedFolder(home);
      truncateSync(join(dataDir, 'db', 'global', 'pg_control'), 100);
      return local(dataDir);
    },
  },
  {
    ...pglite,
    slow: true,
    name: 'a folder whose log of changes is gone',
    says: /is damaged and does not start \(.+\)\. Keep a copy of the folder, and restore the latest backup/,
    make: async (home) => {
      const dataDir = await embeddedFolder(home);
      const wal = join(dataDir, 'db', 'pg_wal');
      for (const name of readdirSync(wal)) rmSync(join(wal, name), { recursive: true });
      return local(dataDir);
    },
  },
  {
    ...pglite,
    name: 'a folder with something else in it',
    says: /holds files but no database\. Restore it from a backup/,
    make: (home) => {
      mkdirSync(join(home, 'data', 'db'), { recursive: true });
      writeFileSync(join(home, 'data', 'db', 'letter.txt'), 'dear reader');
      return local(join(home, 'data'));
    },
  },
];
