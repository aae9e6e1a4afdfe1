import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';

const GRACE_MS = 15_000;

/**
 * Closing waits for the requests in flight, at most a quarter of a minute, and only then lets the caller close the database.
 * Fastify closes only servers it opened itself, so a server that was taken over is closed here.
 */
export function addDrain(fastify: FastifyInstance, adopted: Server | undefined, graceMs = GRACE_MS): void {
  fastify.addHook('preClose', async () => {
    const cutOff = setTimeout(() => fastify.server.closeAllConnections(), graceMs);
    cutOff.unref();
    if (!adopted?.listening) return;
    await new Promise<void>((resolve) => adopted.close(() => resolve()));
    clearTimeout(cutOff);
  });
}
