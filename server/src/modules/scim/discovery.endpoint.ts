import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RawKernel } from '../../kernel/http/raw-routes.ts';
import { resourceTypes, schemas, serviceProviderConfig } from './discovery.rules.ts';
import { listResponse } from './listing.rules.ts';
import { nothingHere } from './scim.refusals.ts';
import { answerJson } from './scim-answer.ts';

/** What this server can do, for directories that ask before they begin. */
export function discovery(scim: FastifyInstance, { publicUrl }: RawKernel): void {
  scim.get('/ServiceProviderConfig', async (_request, reply) => answerJson(reply, 200, serviceProviderConfig(publicUrl)));
  for (const [path, all] of [
    ['ResourceTypes', resourceTypes(publicUrl)],
    ['Schemas', schemas(publicUrl)],
  ] as const) {
    scim.get(`/${path}`, async (_request, reply) => answerJson(reply, 200, listResponse(all, all.length, 1)));
    scim.get(`/${path}/:id`, async (request, reply) => {
      const found = all.find((one) => one.id.toLowerCase() === idIn(request));
      if (!found) throw nothingHere();
      return answerJson(reply, 200, found);
    });
  }
}

const idIn = (request: FastifyRequest): string => (request.params as { id: string }).id.toLowerCase();
