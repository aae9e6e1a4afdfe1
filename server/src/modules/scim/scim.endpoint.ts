import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RawKernel } from '../../kernel/http/raw-routes.ts';
import { discovery } from './discovery.endpoint.ts';
import { groupResource } from './group-resource.rules.ts';
import { findGroupOf, type GroupRow, listGroups, listMembers, type MemberRow } from './groups.reads.ts';
import { isWanted, listingOf, listResponse, type Projection, projected, projectionOf } from './listing.rules.ts';
import { ROOT } from './locations.rules.ts';
import { changeGroup } from './operations/change-group.ts';
import { changeUser } from './operations/change-user.ts';
import { provisionGroup } from './operations/provision-group.ts';
import { provisionUser } from './operations/provision-user.ts';
import { removeGroup } from './operations/remove-group.ts';
import { removeUser } from './operations/remove-user.ts';
import { nothingHere, notThere } from './scim.refusals.ts';
import { answerError, answerJson } from './scim-answer.ts';
import { admitScim, type Caller, callerOf, write } from './scim-call.ts';
import { userResource } from './user-resource.rules.ts';
import { findUser, listUsers, type UserRow } from './users.reads.ts';
import { isKnownTag, versionTag } from './version-tags.rules.ts';

/** A thousand members and their names; whole directories are sent in parts. */
const MOST_BYTES = 1024 * 1024;
/** Members of all groups of one page; a page that would hold more is shorter. */
const MOST_MEMBERS = 20_000;

/**
 * SCIM 2.0 as directories speak it, outside /api/v1: its own content type, errors, changes and lists. What it shares with the API
 * are the operations below it, the transaction around each request, trace ids, the log and the limits.
 */
export function scimEndpoint(fastify: FastifyInstance, kernel: RawKernel): void {
  void fastify.register(
    async (scim) => {
      scim.removeAllContentTypeParsers();
      const types = ['application/scim+json', 'application/json'];
      scim.addContentTypeParser(types, { parseAs: 'string', bodyLimit: MOST_BYTES }, scim.getDefaultJsonParser('error', 'error'));
      scim.setErrorHandler((error, request, reply) => answerError(kernel, error, request, reply));
      scim.setNotFoundHandler((request, reply) => answerError(kernel, nothingHere(), request, reply));
      // Before the body is read: nobody's body is.
      scim.addHook('onRequest', (request, reply) => admitScim(kernel, request, reply));
      scim.addHook('onRoute', (route) => {
        route.config = { ...route.config, isApi: true };
        route.bodyLimit = MOST_BYTES;
      });
      discovery(scim, kernel);
      users(scim, kernel);
      groups(scim, kernel);
    },
    { prefix: ROOT },
  );
}

const idOf = (request: FastifyRequest): number => {
  const { id } = request.params as { id: string };
  return /^[1-9]\d{0,8}$/.test(id) ? Number(id) : 0;
};
const queryOf = (request: FastifyRequest) => request.query as Readonly<Record<string, unknown>>;
const expectedOf = (request: FastifyRequest): string | null => request.headers['if-match'] ?? null;

function users(scim: FastifyInstance, kernel: RawKernel): void {
  const send = (request: FastifyRequest, reply: FastifyReply, row: UserRow, status = 200): FastifyReply => {
    const resource = userResource(row, kernel.publicUrl);
    return sendOne(request, reply, resource, row.version, status);
  };
  scim.get('/Users', async (request, reply) => {
    const { connection } = callerOf(request);
    const { criteria, startIndex, ...page } = listingOf('User', queryOf(request));
    const { rows, total } = await listUsers(kernel.db, connection, criteria, page);
    const projection = projectionOf(queryOf(request));
    const resources = rows.map((row) => projected(userResource(row, kernel.publicUrl), projection));
    return answerJson(reply, 200, listResponse(resources, total, startIndex));
  });
  scim.get('/Users/:id', async (request, reply) => {
    const row = await findUser(kernel.db, callerOf(request).connection, idOf(request));
    if (!row) throw notThere('user');
    return send(request, reply, row);
  });
  scim.post('/Users', async (request, reply) =>
    send(request, reply, await write(kernel, request, reply, (ctx, call) => provisionUser(ctx, { ...call, body: request.body })), 201),
  );
  for (const [method, how] of [
    ['PUT', 'put'],
    ['PATCH', 'patch'],
  ] as const)
    scim.route({
      method,
      url: '/Users/:id',
      handler: async (request, reply) => {
        const change = { id: idOf(request), expected: expectedOf(request), how, body: request.body };
        return send(request, reply, await write(kernel, request, reply, (ctx, call) => changeUser(ctx, { ...call, ...change })));
      },
    });
  scim.delete('/Users/:id', async (request, reply) => {
    const removal = { id: idOf(request), expected: expectedOf(request) };
    await write(kernel, request, reply, (ctx, call) => removeUser(ctx, { ...call, ...removal }));
    return reply.code(204).send();
  });
}

function groups(scim: FastifyInstance, kernel: RawKernel): void {
  const membersOf = (call: Caller, rows: readonly GroupRow[], projection: Projection) =>
    isWanted(projection, 'members') ? listMembers(kernel.db, call.connection, rows) : null;
  const send = async (request: FastifyRequest, reply: FastifyReply, row: GroupRow, status = 200): Promise<FastifyReply> => {
    const members = await membersOf(callerOf(request), [row], projectionOf(queryOf(request)));
    return sendOne(request, reply, groupResource(row, members, kernel.publicUrl), row.version, status);
  };
  scim.get('/Groups', async (request, reply) => {
    const call = callerOf(request);
    const { criteria, startIndex, ...page } = listingOf('Group', queryOf(request));
    const found = await listGroups(kernel.db, call.connection, criteria, page);
    const projection = projectionOf(queryOf(request));
    const rows = isWanted(projection, 'members') ? asManyAsFit(found.rows) : found.rows;
    const members = await membersOf(call, rows, projection);
    const byGroup = Map.groupBy<number, MemberRow>(members ?? [], (member) => member.groupId);
    const resources = rows.map((row) => groupResource(row, members && (byGroup.get(row.targetId) ?? []), kernel.publicUrl));
    return answerJson(
      reply,
      200,
      listResponse(
        resources.map((one) => projected(one, projection)),
        found.total,
        startIndex,
      ),
    );
  });
  scim.get('/Groups/:id', async (request, reply) => {
    const row = await findGroupOf(kernel.db, callerOf(request).connection, idOf(request));
    if (!row) throw notThere('group');
    return send(request, reply, row);
  });
  scim.post('/Groups', async (request, reply) =>
    send(request, reply, await write(kernel, request, reply, (ctx, call) => provisionGroup(ctx, { ...call, body: request.body })), 201),
  );
  for (const [method, how] of [
    ['PUT', 'put'],
    ['PATCH', 'patch'],
  ] as const)
    scim.route({
      method,
      url: '/Groups/:id',
      handler: async (request, reply) => {
        const change = { id: idOf(request), expected: expectedOf(request), how, body: request.body };
        return send(request, reply, await write(kernel, request, reply, (ctx, call) => changeGroup(ctx, { ...call, ...change })));
      },
    });
  scim.delete('/Groups/:id', async (request, reply) => {
    const removal = { id: idOf(request), expected: expectedOf(request) };
    await write(kernel, request, reply, (ctx, call) => removeGroup(ctx, { ...call, ...removal }));
    return reply.code(204).send();
  });
}

/** At least one group, however many are in it. */
function asManyAsFit(rows: readonly GroupRow[]): readonly GroupRow[] {
  let members = 0;
  const end = rows.findIndex((row, index) => {
    members += row.memberCount;
    return index > 0 && members > MOST_MEMBERS;
  });
  return end === -1 ? rows : rows.slice(0, end);
}

function sendOne(
  request: FastifyRequest,
  reply: FastifyReply,
  resource: Readonly<Record<string, unknown>>,
  version: number,
  status: number,
): FastifyReply {
  const { location } = resource.meta as { location: string };
  reply.header('ETag', versionTag(version)).header('Location', location);
  if (request.method === 'GET' && isKnownTag(request.headers['if-none-match'], version)) return reply.code(304).send();
  return answerJson(reply, status, projected(resource, projectionOf(queryOf(request))));
}
