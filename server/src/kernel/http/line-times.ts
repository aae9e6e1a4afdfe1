import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * How long a line may take; the one place, because Fastify sets nothing on a server it takes over and Node's own cut an upload after
 * five minutes and an idle line after five seconds.
 *
 * - `keepAliveTimeout`: longer than proxies keep idle lines (nginx 60 s, Caddy 2 min). The one that sends must be the one that lets
 *   go, else a request meets a line that is just being closed, and one that writes cannot be sent again.
 * - `headersTimeout`: counts from the first byte of a request (or the opening of the line), not while it is idle.
 * - `requestTimeout`: headers and body; 100 MB at 28 kB a second. Who holds a line that long is signed in and uploads: everybody
 *   else has his answer after `handlerTimeout` at the latest, and then `addLastWords` counts.
 */
export const LINE_TIMES = { keepAliveTimeout: 130_000, headersTimeout: 60_000, requestTimeout: 60 * 60_000 } as const;

const LAST_WORDS_MS = 30_000;

/**
 * Cuts a line whose sender has had his answer and is still sending the question, a byte at a time, or megabytes that were refused.
 * Not at once: most programs read an answer only when they have sent everything.
 */
export function addLastWords(fastify: FastifyInstance, ms = LAST_WORDS_MS): void {
  fastify.addHook('onResponse', async ({ raw }) => {
    const { socket } = raw;
    // A request that is injected has no line.
    if (raw.complete || !(socket instanceof Socket)) return;
    setTimeout(() => {
      if (!raw.complete) socket.destroy();
    }, ms).unref();
  });
}
