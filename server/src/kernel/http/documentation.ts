import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Module } from '../module.ts';
import { docsPage } from './docs-page.ts';
import { buildOpenApi } from './openapi.ts';
import { newNonce, pagePolicy } from './security-headers.ts';
import { isKnown } from './version.ts';

/** `/api/openapi.json` for machines and `/api/docs` for people, both public: the API is the product's, not a secret. */
export function addDocumentation(
  fastify: FastifyInstance,
  modules: readonly Module[],
  facts: { readonly publicUrl: string; readonly version: string },
): void {
  const document = buildOpenApi(modules, { version: facts.version, server: facts.publicUrl });
  const json = JSON.stringify(document);
  const etag = `"${createHash('sha256').update(json).digest('base64url').slice(0, 22)}"`;
  fastify.get('/api/openapi.json', async (request, reply) => {
    reply
      .header('ETag', etag)
      .header('Cache-Control', 'no-cache')
      .header('Access-Control-Allow-Origin', '*')
      .header('Cross-Origin-Resource-Policy', 'cross-origin');
    if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return reply.type('application/json; charset=utf-8').send(json);
  });
  const page = docsPage(document);
  fastify.get('/api/docs', async (_request, reply) => {
    const nonce = newNonce();
    reply.header('Content-Security-Policy', pagePolicy(nonce)).header('Cache-Control', 'no-cache');
    return reply.type('text/html; charset=utf-8').send(page.replaceAll('__CSP_NONCE__', nonce));
  });
}
