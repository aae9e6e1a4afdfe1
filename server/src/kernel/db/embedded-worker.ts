import * as fs from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import type { WorkerOrder, WorkerReport, WorkerSettings } from './embedded.ts';
import { serveWire } from './embedded-wire.ts';

// The worker thread of the embedded database. Everything here was measured; see docs/decisions.

interface NodeStream {
  readonly nfd?: number;
}
interface EmscriptenModule {
  readonly FS: { readonly filesystems: { readonly NODEFS: { stream_ops: { fsync?: (stream: NodeStream) => number } } } };
}

/** A folder whose fsync really reaches the disk. As shipped it does nothing, and a power cut would lose acknowledged writes. */
class DurableFolder extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(...args);
    const durable = (module: unknown) => {
      (module as EmscriptenModule).FS.filesystems.NODEFS.stream_ops.fsync = (stream) => {
        if (stream.nfd !== undefined) fs.fdatasyncSync(stream.nfd);
        return 0;
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), durable] } };
  }
}

/** The library's own parameters without `-F` (which turns fsync off), with a sync method that goes through our fsync. */
const DURABLE = [...PGlite.defaultStartParams.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync'];

const settings = workerData as WorkerSettings;
const report = (message: WorkerReport, transfer: ArrayBuffer[] = []) => parentPort?.postMessage(message, transfer);

async function start(): Promise<void> {
  const template = settings.template ? { loadDataDir: new Blob([fs.readFileSync(settings.template)]) } : {};
  const common = { ...template, pgliteWasmModule: settings.program };
  const pglite = settings.folder
    ? await PGlite.create({ fs: new DurableFolder(settings.folder), startParams: DURABLE, ...common })
    : await PGlite.create(common);
  const wire = await serveWire(pglite, settings.socketPath);
  parentPort?.on('message', async (order: WorkerOrder) => {
    if (order.kind === 'dump') {
      const bytes = new Uint8Array(await (await pglite.dumpDataDir('none')).arrayBuffer());
      report({ kind: 'dump', bytes }, [bytes.buffer]);
      return;
    }
    await wire.stop();
    await pglite.close();
    process.exit(0);
  });
  report({ kind: 'ready' });
}

start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  report({ kind: 'failed', message: `The embedded database could not start: ${message}` });
});
