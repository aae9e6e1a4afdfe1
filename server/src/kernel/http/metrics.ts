import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { Refusal } from '../errors.ts';
import { equalSecrets } from './equal-secrets.ts';
import { isFromThisMachine } from './this-machine.ts';

export const newRegistry = (): Registry => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
};

/** Request durations by route pattern (never by address: ids would make a series each), and `GET /metrics`. */
export function addMetrics(fastify: FastifyInstance, registry: Registry, token: string | null): void {
  const duration = new Histogram({
    name: 'portico_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last byte of its answer, by route pattern and class of status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: `${Math.floor(reply.statusCode / 100)}xx` };
    duration.observe(labels, reply.elapsedTime / 1000);
  });
  fastify.get('/metrics', async (request, reply) => {
    if (!mayRead(request, token)) throw new Refusal(404, 'route.notFound', 'There is nothing at this address, or you may not see it.');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

function mayRead(request: FastifyRequest, token: string | null): boolean {
  const sent = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token !== null && sent !== undefined) return equalSecrets(sent, token);
  return isFromThisMachine({ headers: request.headers, peer: request.socket.remoteAddress });
}
