import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StartRefused } from './lock-file.ts';

/** The embedded database: PGlite in a worker thread, so that a heavy query never blocks the event loop of the server. */
export interface EmbeddedServer {
  /** Folder and port number as libpq names sockets: `<folder>/.s.PGSQL.<port>`. */
  readonly socketFolder: string;
  readonly socketPort: number;
  /** The data folder as a tarball, for templates and backups. */
  dump(): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder of the database files; null keeps everything in memory (tests). */
  readonly folder: string | null;
  /** File with a dump to start from, only for an empty or in-memory database. */
  readonly template?: string;
  /** Called when the worker ends by itself: the process must not go on without its database. */
  readonly onCrash?: (error: Error) => void;
}

export interface WorkerSettings {
  readonly folder: string | null;
  readonly template: string | null;
  readonly socketPath: string;
  readonly program: WebAssembly.Module;
}
export type WorkerReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'dump'; readonly bytes: Uint8Array };
export type WorkerOrder = { readonly kind: 'dump' } | { readonly kind: 'close' };

const packages = createRequire(import.meta.url);
/**
 * The compiled database, kept for the next worker: what V8 has optimised in it is shared too. A process that starts many databases, as a
 * test run does, would else optimise nine megabytes of code each time.
 */
let program: Promise<WebAssembly.Module> | undefined;
const compileOnce = (): Promise<WebAssembly.Module> => {
  program ??= readFile(join(dirname(packages.resolve('@electric-sql/pglite')), 'pglite.wasm')).then((bytes) => WebAssembly.compile(bytes));
  return program;
};

const PORT = 5432;
/** Linux allows 107 characters, macOS 103. */
const LONGEST_SOCKET_PATH = 100;

/** Starts the worker and waits until it accepts connections: 3 to 6 s for a new folder, about 1 s after that. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  if (options.folder) refuseOtherVersion(options.folder);
  const socketFolder = makeSocketFolder(options.folder);
  const removeFolder = () => rmSync(socketFolder, { recursive: true, force: true });
  const settings: WorkerSettings = {
    folder: options.folder,
    template: options.template ?? null,
    socketPath: join(socketFolder, `.s.PGSQL.${PORT}`),
    program: await compileOnce(),
  };
  const worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), { workerData: settings, env: {}, execArgv: [] });
  let closing = false;
  // From the start: whoever asks later would wait for what has happened already.
  const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
  const gone = ended.then((): never => {
    throw new Error('The embedded database has ended.');
  });
  gone.catch(() => {});
  try {
    await reportOf(worker, 'ready');
  } catch (error) {
    removeFolder();
    await worker.terminate();
    throw error;
  }
  const crashed = (error: Error) => {
    if (!closing) options.onCrash?.(error);
  };
  worker.on('error', crashed);
  worker.on('exit', (code) => crashed(new Error(`The embedded database ended with code ${code}.`)));
  return {
    socketFolder,
    socketPort: PORT,
    dump: async () => {
      const report = reportOf(worker, 'dump');
      worker.postMessage({ kind: 'dump' } satisfies WorkerOrder);
      report.catch(() => {});
      return (await Promise.race([report, gone])).bytes;
    },
    close: async () => {
      closing = true;
      worker.postMessage({ kind: 'close' } satisfies WorkerOrder);
      await ended;
      removeFolder();
    },
  };
}

function reportOf<K extends WorkerReport['kind']>(worker: Worker, kind: K): Promise<Extract<WorkerReport, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      act();
    };
    const onMessage = (report: WorkerReport) => {
      if (report.kind === kind) settle(() => resolve(report as Extract<WorkerReport, { kind: K }>));
      else if (report.kind === 'failed') settle(() => reject(new Error(report.message)));
    };
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = (code: number) => settle(() => reject(new Error(`The embedded database ended with code ${code}.`)));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
  });
}

/** Inside the data folder where the path is short enough, else in the system's folder for temporary files; never readable by others. */
function makeSocketFolder(folder: string | null): string {
  if (folder) {
    const inside = join(folder, '..', 'run');
    if (join(inside, `.s.PGSQL.${PORT}`).length <= LONGEST_SOCKET_PATH) {
      rmSync(inside, { recursive: true, force: true });
      mkdirSync(inside, { recursive: true, mode: 0o700 });
      chmodSync(inside, 0o700);
      return inside;
    }
  }
  return mkdtempSync(join(tmpdir(), 'portico-'));
}

function refuseOtherVersion(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(join(folder, 'PG_VERSION')) && readdirSync(folder).length > 0) {
    throw new StartRefused(`The folder ${folder} holds files but no database. Restore it from a backup, or start with another DATA_DIR.`);
  }
}
