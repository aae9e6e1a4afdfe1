import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../errors.ts';
import { errorPage, isForPerson } from './error-page.ts';
import { PROBLEM_TYPE, problemOf } from './problem.ts';
import { newNonce, pagePolicy } from './security-headers.ts';

/** Every refusal and failure of the server leaves through here: as problem+json, and as a page for a person who opened an address. */
export function addErrorAnswers(fastify: FastifyInstance, allowedMethods: (url: string) => readonly string[]): void {
  fastify.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  fastify.setNotFoundHandler((request, reply) => {
    const allowed = allowedMethods(request.url);
    if (allowed.length === 0)
      return sendProblem(new Refusal(404, 'route.notFound', 'There is nothing at this address, or you may not see it.'), request, reply);
    reply.header('Allow', allowed.join(', '));
    return sendProblem(new Refusal(405, 'method.notAllowed', `This address answers ${allowed.join(', ')} only.`), request, reply);
  });
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = problemOf(error, request.id, request.server.subPath);
  if (answer.alarm) request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
  else request.log.debug({ code: answer.body.code, status: answer.status }, 'request refused');
  if (answer.retryAfter !== undefined) reply.header('Retry-After', answer.retryAfter);
  if (answer.status === 401) reply.header('WWW-Authenticate', 'Bearer realm="portico"');
  // Whatever is left of an unread upload would otherwise be received to its end on a kept connection.
  if (!request.raw.complete) reply.header('Connection', 'close');
  reply.code(answer.status);
  if (isForPerson(request)) {
    const nonce = newNonce();
    reply.header('Content-Security-Policy', pagePolicy(nonce)).header('Cache-Control', 'no-store').type('text/html; charset=utf-8');
    return reply.send(errorPage(answer, { nonce, home: `${request.server.subPath}/`, language: request.headers['accept-language'] }));
  }
  return reply.type(PROBLEM_TYPE).send(JSON.stringify(answer.body));
}
