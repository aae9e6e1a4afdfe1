import Fastify, { type FastifyInstance } from 'fastify';
import { addDrain } from './drain.ts';
import { addErrorAnswers } from './error-answers.ts';
import { addHealth, alwaysReady } from './health.ts';
import { addLastWords } from './line-times.ts';
import { methodFinder } from './method-finder.ts';
import { addMetrics, newRegistry } from './metrics.ts';
import type { HttpOptions } from './options.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { serverOptions } from './server-options.ts';
import { addSubPath } from './sub-path.ts';

export type ServiceServerOptions = Pick<
  HttpOptions,
  'log' | 'publicUrl' | 'version' | 'lifecycle' | 'probe' | 'metrics' | 'metricsToken' | 'httpServer'
>;

/** What a process without pages and API still answers: whether it is well, and its metrics. */
export function createServiceServer(options: ServiceServerOptions): FastifyInstance {
  const fastify = Fastify(serverOptions(options));
  addSubPath(fastify, options.publicUrl);
  addErrorAnswers(fastify, methodFinder([]));
  addSecurityHeaders(fastify, options.publicUrl);
  addMetrics(fastify, options.metrics ?? newRegistry(), options.metricsToken ?? null);
  addDrain(fastify, options.httpServer);
  addLastWords(fastify);
  addHealth(fastify, { lifecycle: alwaysReady, ...options });
  return fastify;
}
