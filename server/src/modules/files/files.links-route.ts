import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../kernel/errors.ts';
import type { RawKernel } from '../../kernel/http/raw-routes.ts';
import { deliverFile } from './files.delivery.ts';
import { refusalPage, refusalPagePolicy } from './refusal-page.ts';

interface Address {
  Params: { id: string; variant: string };
  Querystring: Record<string, unknown>;
}

/** `GET /files/{id}/{variant}/{name}`: outside `/api`, because browsers fetch it for `<img>`, `<video>` and downloads. */
export function fileLinkRoutes(fastify: FastifyInstance, kernel: RawKernel): void {
  fastify.route<Address>({
    method: ['GET', 'HEAD'],
    // The name is a wildcard: it is only for people, and a long one in Chinese is beyond the length a parameter may have.
    url: '/files/:id/:variant/*',
    exposeHeadRoute: false,
    // Bytes are sent as they are: most are compressed already, and a range counts bytes of the file.
    compress: false,
    // Fastify's limit counts until the last byte is out, and would cut off a large file on a slow line.
    handlerTimeout: 60 * 60_000,
    handler: async (request, reply) => {
      try {
        return await send(request, reply, kernel);
      } catch (error) {
        if (!(error instanceof Refusal) || !wantsPage(request)) throw error;
        reply.header('content-security-policy', refusalPagePolicy).header('cache-control', 'no-store');
        return reply
          .code(error.status)
          .type('text/html; charset=utf-8')
          .send(refusalPage(error.code, request.headers['accept-language'], fastify.subPath));
      }
    },
  });
}

async function send(request: FastifyRequest<Address>, reply: FastifyReply, kernel: RawKernel): Promise<FastifyReply> {
  const { status, headers, body } = await deliverFile(kernel.db, {
    fileId: /^[1-9]\d{0,9}$/.test(request.params.id) ? Number(request.params.id) : 0,
    variant: request.params.variant,
    query: request.query,
    headers: request.headers,
    headOnly: request.method === 'HEAD',
    whoAsks: async () => (await kernel.authenticate(request)).actor,
  });
  return reply
    .code(status)
    .headers(headers)
    .send(body ?? undefined);
}

/** A person who followed the link, not a script or an image element. */
const wantsPage = (request: FastifyRequest): boolean => (request.headers.accept ?? '').includes('text/html');
