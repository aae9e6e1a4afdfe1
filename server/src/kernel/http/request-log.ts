import type { FastifyInstance } from 'fastify';

/** One line per API request, by route pattern; addresses stay out because queries can hold what people search for. */
export function addRequestLog(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', async (request, reply) => {
    if (!request.url.startsWith('/api/v1')) return;
    const ms = Math.round(reply.elapsedTime);
    request.log.info({ method: request.method, route: request.routeOptions.url ?? null, status: reply.statusCode, ms }, 'request');
  });
}
