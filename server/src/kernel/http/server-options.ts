import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';
import { type FastifyBaseLogger, type FastifyHttpOptions, LogController } from 'fastify';
import { Refusal } from '../errors.ts';
import { sendProblem } from './error-answers.ts';
import type { HttpOptions } from './options.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import { traceIdOf } from './trace.ts';

/** Time limits and identity of the bare server. */
export function serverOptions(options: HttpOptions): FastifyHttpOptions<Server, FastifyBaseLogger> {
  const { httpServer } = options;
  return {
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'traceId' }),
    genReqId: (request: Parameters<typeof traceIdOf>[0]) => traceIdOf(request),
    trustProxy: proxies(options.trustProxy),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    // Slow headers are cut after Node's own minute; a body may take an hour (100 MB on a slow line), an idle socket 70 seconds.
    requestTimeout: 60 * 60_000,
    keepAliveTimeout: 70_000,
    handlerTimeout: options.handlerTimeout ?? 30_000,
    forceCloseConnections: 'idle' as const,
    // Ours says 503 in /api/health while requests in flight are finished; refusing new ones with a bare 503 would lose them.
    return503OnClosing: false,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: sendProblem,
    ...(httpServer ? { serverFactory: adopt(httpServer) } : {}),
  };
}

const proxies = (setting: HttpOptions['trustProxy']): boolean | string | string[] =>
  setting === undefined ? false : Array.isArray(setting) ? [...setting] : (setting as boolean | string);

/** Takes over a server that was already listening (door.ts). */
const adopt = (server: Server) => (handler: RequestListener) => {
  server.removeAllListeners('request');
  server.on('request', handler);
  return server;
};

/** Bytes that are no HTTP request never reach a route; they get the same kind of answer, written by hand. */
function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const { status, body } = problemOf(brokenRequest(error.code), traceIdOf({ headers: {} }));
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${status} ${body.title}\r\nContent-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}

function brokenRequest(code: string | undefined): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return new Refusal(431, 'headers.tooLarge', 'The request headers are too large.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Refusal(408, 'request.timeout', 'The request did not arrive in time.');
  return new Refusal(400, 'request.malformed', 'This is not a valid HTTP request.');
}
