import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';
import { type FastifyBaseLogger, type FastifyHttpOptions, LogController } from 'fastify';
import { Refusal } from '../errors.ts';
import { sendProblem } from './error-answers.ts';
import { LINE_TIMES } from './line-times.ts';
import type { HttpOptions } from './options.ts';
import { enterPlace } from './place.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import { requestLogger } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';
import { subPathOf, withoutSubPath } from './sub-path.ts';
import { newTraceId } from './trace.ts';

/** Time limits and identity of the bare server. */
export function serverOptions(
  options: Pick<HttpOptions, 'log' | 'publicUrl' | 'httpServer' | 'handlerTimeout'>,
): FastifyHttpOptions<Server, FastifyBaseLogger> {
  const { httpServer } = options;
  const subPath = subPathOf(options.publicUrl);
  const safety = securityHeaders(options.publicUrl);
  return {
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'traceId' }),
    genReqId: newTraceId,
    childLoggerFactory: requestLogger,
    rewriteUrl: (request) => enterPlace(request, withoutSubPath(request.url ?? '/', subPath)),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    requestTimeout: LINE_TIMES.requestTimeout,
    keepAliveTimeout: LINE_TIMES.keepAliveTimeout,
    handlerTimeout: options.handlerTimeout ?? 30_000,
    forceCloseConnections: 'idle' as const,
    // Ours says 503 in /api/health while requests in flight are finished; refusing new ones with a bare 503 would lose them.
    return503OnClosing: false,
    clientErrorHandler: brokenRequestAnswer(safety),
    // An address that cannot be read reaches no hook, so it gets here what the hook would have added.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply.headers({ ...safety, 'Cache-Control': 'no-store' })),
    ...(httpServer ? { serverFactory: adopt(httpServer) } : {}),
  };
}

/** Takes over the server of door.ts, with the time limits it has: Fastify sets them only on servers it made itself. */
const adopt = (server: Server) => (handler: RequestListener) => {
  server.removeAllListeners('request');
  server.on('request', handler);
  return server;
};

/** Bytes that are no HTTP request never reach a route; they get the same kind of answer, written by hand. */
const brokenRequestAnswer = (safety: Readonly<Record<string, string>>) => {
  const headers = Object.entries({ ...safety, 'Cache-Control': 'no-store', 'Content-Type': PROBLEM_TYPE, Connection: 'close' })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  return (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const { status, body } = problemOf(brokenRequest(error.code), newTraceId());
    const text = JSON.stringify(body);
    socket.end(`HTTP/1.1 ${status} ${body.title}\r\n${headers}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
};

function brokenRequest(code: string | undefined): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return new Refusal(431, 'headers.tooLarge', 'The request headers are too large.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Refusal(408, 'request.timeout', 'The request did not arrive in time.');
  return new Refusal(400, 'request.malformed', 'This is not a valid HTTP request.');
}
