import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { Refusal } from '../errors.ts';
import type { Kernel } from '../kernel.ts';
import { VERSION } from '../version.ts';
import { askSocket } from './call-socket.ts';
import { FRAMES_TYPE, type Frame, PRODUCT, type Task } from './protocol.ts';
import { listenInFolder } from './socket-path.ts';

export interface CommandSocket {
  /** True when this process takes the commands of the folder; else another one does, and this one follows when that one ends. */
  readonly serves: () => boolean;
  /** Asks running commands to stop, waits for them, and removes the socket. */
  close(): Promise<void>;
}

const LARGEST_INPUT = 1_000_000;
const FOLLOW_EVERY_MS = 5_000;
const ALIVE_EVERY_MS = 5_000;
/** Progress is for eyes. */
const PROGRESS_EVERY_MS = 100;

/**
 * Serves the operator's commands to whoever may use the data folder: HTTP over a Unix socket of mode 0600, answers as lines of
 * JSON. No sign-in: the file system has already decided. Of several processes that share a folder one serves it; when that one ends,
 * however it ends, another follows within seconds.
 *
 * @example const socket = await serveSocket({ kernel, dataDir, tasks, log }); … await socket.close();
 */
export async function serveSocket(options: {
  readonly kernel: Kernel;
  readonly dataDir: string;
  readonly tasks: readonly Task[];
  readonly log: Logger;
  /** How often a process that does not serve looks whether it should. */
  readonly followEveryMs?: number;
}): Promise<CommandSocket> {
  const { dataDir, log } = options;
  let serving: Serving | null = null;
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    if (serving || (await askSocket(dataDir))) return;
    serving = await serveHere(options);
  };
  await look();
  if (!serving) log.info({ dataDir }, 'another process takes the commands of this data folder');
  const timer = setInterval(() => {
    if (serving || looking) return;
    looking = look()
      .catch((error) => log.warn({ err: error }, 'the commands of this data folder could not be taken over'))
      .finally(() => {
        looking = null;
      });
  }, options.followEveryMs ?? FOLLOW_EVERY_MS);
  timer.unref();
  return {
    serves: () => serving !== null,
    close: async () => {
      clearInterval(timer);
      await looking;
      await serving?.close();
    },
  };
}

interface Serving {
  close(): Promise<void>;
}

async function serveHere(options: Parameters<typeof serveSocket>[0]): Promise<Serving> {
  const { dataDir, log, kernel } = options;
  const tasks = new Map(options.tasks.map((task) => [task.name, task]));
  const running = new Map<string, { readonly control: AbortController; readonly work: Promise<void> }>();
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/') {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ product: PRODUCT, version: VERSION }));
      return;
    }
    const stop = request.method === 'POST' ? running.get(request.url?.replace('/stop/', '') ?? '') : undefined;
    if (stop) {
      stop.control.abort();
      response.writeHead(204).end();
      return;
    }
    const task = request.method === 'POST' ? tasks.get(request.url?.replace('/tasks/', '') ?? '') : undefined;
    if (!task) {
      response.writeHead(404).end();
      return;
    }
    const control = new AbortController();
    const id = randomUUID();
    const work = perform({ kernel, task, id, control, log }, request, response).finally(() => running.delete(id));
    running.set(id, { control, work });
  });
  // A long import is one request.
  server.requestTimeout = 0;
  const remove = await listenInFolder(server, dataDir);
  return {
    close: async () => {
      const open = [...running.values()];
      for (const { control } of open) control.abort();
      await Promise.allSettled(open.map(({ work }) => work));
      remove();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Running {
  readonly kernel: Kernel;
  readonly task: Task;
  readonly id: string;
  readonly control: AbortController;
  readonly log: Logger;
}

async function perform({ kernel, task, id, control, log }: Running, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (frame: Frame): void => void response.write(`${JSON.stringify(frame)}\n`);
  // The other end was killed: the task stops at its next safe point.
  response.once('close', () => control.abort());
  const alive = setInterval(() => send({ type: 'alive' }), ALIVE_EVERY_MS);
  const progress = atMostEvery(PROGRESS_EVERY_MS, (value) => send({ type: 'progress', progress: value }));
  try {
    const input = await readInput(request);
    response.writeHead(200, { 'Content-Type': FRAMES_TYPE, 'Cache-Control': 'no-store' });
    send({ type: 'started', id });
    const result = await task.run(kernel, input, { signal: control.signal, onProgress: progress.note });
    progress.flush();
    send({ type: 'result', result });
  } catch (error) {
    progress.flush();
    if (error instanceof Refusal) send({ type: 'refused', status: error.status, code: error.code, detail: error.message });
    else {
      log.error({ err: error, task: task.name }, 'a command failed');
      const detail = `The server could not do it: ${error instanceof Error ? error.message : String(error)}. Its log says more.`;
      send({ type: 'refused', status: 500, code: 'internal', detail });
    }
  } finally {
    clearInterval(alive);
    progress.stop();
    response.end();
  }
}

async function readInput(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LARGEST_INPUT) throw new Refusal(413, 'input.tooLarge', 'This is too much for one command.');
  }
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw new Refusal(400, 'input.invalid', 'What the command sent is not JSON.');
  }
}

/** Keeps the newest value and hands it on at intervals. */
function atMostEvery(ms: number, send: (value: unknown) => void) {
  let newest: { readonly value: unknown } | null = null;
  const flush = () => {
    if (newest) send(newest.value);
    newest = null;
  };
  const timer = setInterval(flush, ms);
  const note = (value: unknown): void => {
    newest = { value };
  };
  return { note, flush, stop: () => clearInterval(timer) };
}
