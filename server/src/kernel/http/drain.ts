import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { nowMs } from '../clock.ts';

const GRACE_MS = 15_000;
/** Longer than a balancer on the same network needs to send what it has already decided to send here. */
const QUIET_MS = 400;
const LAST_CALL_MS = 3_000;

/**
 * How a process leaves so that nobody behind a balancer notices:
 *
 * - `leaving`: health says 503 and everything is still answered, each answer closing its line. A balancer that asks for the health
 *   takes the process out now; lines it keeps in stock end without a request being lost on them.
 * - `last-call`: for balancers that learn only from failures (nginx). A request that may be repeated is cut off unanswered: it goes to
 *   another process, and the balancer sends nothing more here. Writes are still answered. Once no new line comes, the door is closed.
 */
export interface Drain {
  readonly stage: 'serving' | 'leaving' | 'last-call';
  /** Runs through the stages and ends with the door closed; at once when there is no balancer to wait for. */
  leave(server: Server): Promise<void>;
}

/** @example const drain = createDrain(10); … await drain.leave(httpServer); */
export function createDrain(seconds: number, times: { readonly quietMs?: number; readonly lastCallMs?: number } = {}): Drain {
  const { quietMs = QUIET_MS, lastCallMs = LAST_CALL_MS } = times;
  let stage: Drain['stage'] = 'serving';
  return {
    get stage() {
      return stage;
    },
    async leave(server) {
      stage = 'leaving';
      if (seconds === 0 || !server.listening) return;
      await pause(seconds * 1000);
      stage = 'last-call';
      await quiet(server, quietMs, lastCallMs);
      await closeDoor(server);
    },
  };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when no new line was opened for a while. */
async function quiet(server: Server, quietMs: number, longestMs: number): Promise<void> {
  const began = nowMs();
  let newest = began;
  const note = (): void => {
    newest = nowMs();
  };
  server.on('connection', note);
  while (nowMs() - newest < quietMs && nowMs() - began < longestMs) await pause(20);
  server.removeListener('connection', note);
}

/**
 * Stops listening and leaves open lines alone: the HTTP server's own `close` would also cut idle ones, on which a request may be under
 * way. In a check phase, right after the lines that were waiting have been taken in: what waits when the door closes is reset.
 */
const closeDoor = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(() => {
      NetServer.prototype.close.call(server);
      resolve();
    });
  });

/**
 * What a leaving process does with requests, and the end: closing waits for those in flight, at most a quarter of a minute, and only
 * then lets the caller close the database. Fastify closes only servers it opened itself, so one that was taken over is closed here.
 */
export function addDrain(fastify: FastifyInstance, adopted: Server | undefined, drain?: Drain, graceMs = GRACE_MS): void {
  let closing = false;
  // With the answer, not with the request: one that was under way when the process began to leave must not keep its line either.
  fastify.addHook('onSend', async (_request, reply) => {
    if (closing || (drain && drain.stage !== 'serving')) reply.header('Connection', 'close');
  });
  if (drain) addLastCall(fastify, drain);
  fastify.addHook('preClose', async () => {
    closing = true;
    const cutOff = setTimeout(() => fastify.server.closeAllConnections(), graceMs);
    cutOff.unref();
    if (!adopted) return;
    // Also when it no longer listens: its lines are still open.
    await new Promise<void>((resolve) => adopted.close(() => resolve()));
    clearTimeout(cutOff);
  });
}

function addLastCall(fastify: FastifyInstance, drain: Drain): void {
  fastify.addHook('onRequest', async (request, reply) => {
    const mayBeRepeated = request.method === 'GET' || request.method === 'HEAD';
    if (drain.stage !== 'last-call' || !mayBeRepeated || isWatched(request.url)) return;
    reply.hijack();
    request.raw.socket.destroy();
  });
}

/** Health and metrics answer to the end: whoever asks for them wants to know, not to be served. */
const isWatched = (url: string): boolean => /^\/(api\/health|metrics)(\?|$)/.test(url);
