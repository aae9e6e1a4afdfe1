import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import type { BoundRoute } from '../module.ts';
import { authenticateNobody } from './authenticate.ts';
import { contextFacts, exchangeOf, whoSends } from './call.ts';
import { contractHandler, type RouteSettings } from './contract-route.ts';
import { addDocumentation } from './documentation.ts';
import { addDrain } from './drain.ts';
import { addErrorAnswers } from './error-answers.ts';
import { installFormats } from './formats.ts';
import { addHealth, alwaysReady } from './health.ts';
import { createLimits } from './limits.ts';
import { addLastWords } from './line-times.ts';
import { API_ROOT, locationMaker } from './locations.ts';
import { methodFinder } from './method-finder.ts';
import { addMetrics, newRegistry } from './metrics.ts';
import type { HttpOptions } from './options.ts';
import { addClientAddress, trustsNobody } from './proxies.ts';
import type { RawKernel } from './raw-routes.ts';
import { addRequestLog } from './request-log.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { serverOptions } from './server-options.ts';
import { addSubPath } from './sub-path.ts';
import { addWebPages } from './web-pages.ts';

const JSON_BYTES = 2 * 1024 * 1024;

/**
 * The whole HTTP side: every contract of the modules under /api/v1, the documentation, health, metrics and the web pages.
 *
 * @example const server = await createHttpServer({ modules, db, runner, log, publicUrl, version }); await server.listen({ port });
 */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  installFormats();
  const routes = options.modules.flatMap((module) => module.routes ?? []);
  const contracts = routes.map((route) => route.contract);
  const settings: RouteSettings = {
    publicUrl: options.publicUrl,
    trusts: options.trusts ?? trustsNobody,
    authenticate: options.authenticate ?? authenticateNobody,
    limits: createLimits(
      options.modules.flatMap((module) => module.limits ?? []),
      options.limitStore ?? null,
    ),
    db: options.db,
    runner: options.runner,
    locationOf: locationMaker(contracts),
  };
  const fastify = Fastify(serverOptions(options));
  addSubPath(fastify, options.publicUrl);
  addErrorAnswers(fastify, methodFinder(contracts));
  await fastify.register(cookie);
  await fastify.register(compress, {
    threshold: 1024,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    encodings: ['br', 'gzip'],
    // Nobody needs to send packed bodies, and a small one can unpack to gigabytes.
    globalDecompression: false,
  });
  addSecurityHeaders(fastify, options.publicUrl);
  addMetrics(fastify, options.metrics ?? newRegistry(), options.metricsToken ?? null);
  addRequestLog(fastify);
  addClientAddress(fastify, settings.trusts);
  addDrain(fastify, options.httpServer, options.drain);
  addLastWords(fastify);
  addHealth(fastify, { lifecycle: alwaysReady, ...options });
  addDocumentation(fastify, options.modules, { publicUrl: options.publicUrl, version: options.version });
  acceptJson(fastify);
  for (const route of routes.filter((one) => one.contract.consumes !== 'binary')) addRoute(fastify, route, settings);
  await fastify.register(async (uploads) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const route of routes.filter((one) => one.contract.consumes === 'binary')) addRoute(uploads, route, settings);
  });
  const raw = rawKernel(settings);
  for (const module of options.modules) module.rawRoutes?.(fastify, raw);
  addWebPages(fastify, settings, options);
  return fastify;
}

function addRoute(fastify: FastifyInstance, route: BoundRoute, settings: RouteSettings): void {
  const { contract } = route;
  fastify.route({
    method: contract.method,
    url: API_ROOT + contract.path.replace(/\{(\w+)\}/g, ':$1'),
    handler: contractHandler(route, settings),
    bodyLimit: contract.consumes === 'binary' ? Number.MAX_SAFE_INTEGER : (contract.maxBytes ?? JSON_BYTES),
    // An upload takes as long as the sender's line; the operation behind it is short.
    ...(contract.consumes === 'binary' ? { handlerTimeout: 60 * 60_000 } : {}),
  });
}

function acceptJson(fastify: FastifyInstance): void {
  fastify.removeContentTypeParser('text/plain');
  fastify.addContentTypeParser('application/merge-patch+json', { parseAs: 'string' }, fastify.getDefaultJsonParser('error', 'error'));
}

const rawKernel = (settings: RouteSettings): RawKernel => ({
  db: settings.db,
  publicUrl: settings.publicUrl,
  authenticate: (request) => whoSends(request, settings),
  contextOf: (request, reply, who) => {
    const held = exchangeOf(request, reply, settings);
    held.release();
    return settings.runner.read(contextFacts(request, who, held.exchange));
  },
  write: async (request, reply, who, work) => {
    const held = exchangeOf(request, reply, settings);
    const result = await settings.runner.write(contextFacts(request, who, held.exchange), work);
    held.release();
    return result;
  },
});
