import type { IncomingMessage } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Bindings, ChildLoggerOptions } from 'pino';
import { callersTrace } from './trace.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A protocol of programs outside /api/v1, whose requests are written to the log like those of the API. */
    isApi?: boolean;
  }
}

/** One line per API request, by route pattern; addresses stay out because queries can hold what people search for. */
export function addRequestLog(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', async (request, reply) => {
    if (!request.url.startsWith('/api/v1') && request.routeOptions.config.isApi !== true) return;
    const ms = Math.round(reply.elapsedTime);
    request.log.info({ method: request.method, route: request.routeOptions.url ?? null, status: reply.statusCode, ms }, 'request');
  });
}

/** The log of one request: every line carries its trace id and, beside it, the one its caller gave it. */
export function requestLogger(logger: FastifyBaseLogger, bindings: Bindings, options: ChildLoggerOptions, request: unknown) {
  const parent = callersTrace(request as IncomingMessage);
  return logger.child(parent === null ? bindings : { ...bindings, parentTrace: parent }, options);
}
