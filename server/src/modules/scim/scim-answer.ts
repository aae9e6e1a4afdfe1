import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from '../../kernel/http/problem.ts';
import type { RawKernel } from '../../kernel/http/raw-routes.ts';
import { scimError } from './answers.rules.ts';
import { noteRefusal } from './scim-call.ts';

const TYPE = 'application/scim+json; charset=utf-8';

export const answerJson = (reply: FastifyReply, status: number, body: object): FastifyReply =>
  reply.code(status).type(TYPE).header('Cache-Control', 'no-store').send(JSON.stringify(body));

/** Whatever was thrown, in the words of SCIM; what a known connection was refused is noted for the people who set it up. */
export async function answerError(kernel: RawKernel, error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const problem = problemOf(error, request.id);
  if (problem.alarm) request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
  else request.log.debug({ code: problem.body.code, status: problem.status }, 'request refused');
  const { status, body } = scimError(problem);
  await noteRefusal(kernel, request, reply, { status, code: problem.body.code, detail: String(body.detail) });
  if (problem.retryAfter !== undefined) reply.header('Retry-After', problem.retryAfter);
  if (status === 401) reply.header('WWW-Authenticate', 'Bearer realm="scim"');
  if (!request.raw.complete) reply.header('Connection', 'close');
  return answerJson(reply, status, body);
}
