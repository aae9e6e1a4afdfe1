import type { FastifyReply, FastifyRequest } from 'fastify';
import { nowIso, nowMs } from '../../kernel/clock.ts';
import type { Ctx } from '../../kernel/context.ts';
import { hashToken } from '../../kernel/crypto/crypto.ts';
import { type Authenticated, anonymous } from '../../kernel/http/authenticate.ts';
import { limitKeyOf } from '../../kernel/http/limit-key.ts';
import { limit } from '../../kernel/http/limits.ts';
import type { RawKernel } from '../../kernel/http/raw-routes.ts';
import { noteActivity } from './activities.store.ts';
import { isRecord, member } from './attributes.rules.ts';
import { type Connection, findByToken, noteUse } from './connections.store.ts';
import { connectionOff, tokenInvalid } from './scim.refusals.ts';

export interface Caller {
  readonly connection: Connection;
}
interface Known extends Caller {
  readonly who: Authenticated;
}

/** Who sends a request, from the moment the token was looked up; gone with the request. */
const callers = new WeakMap<FastifyRequest, Known>();
const nobody: Authenticated = { actor: anonymous, credential: { kind: 'none', id: null, name: null } };
/** The time of the last use is written once in a while, not with every request. */
const USE_MS = 60_000;

export function callerOf(request: FastifyRequest): Caller {
  const known = callers.get(request);
  if (!known) throw new Error('A SCIM route was reached without a token.');
  return known;
}

/**
 * The token says which connection it is; cookies and API keys count for nothing here. Strangers spend from a limit of their network,
 * a connection from one of its own.
 */
export async function admitScim(kernel: RawKernel, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const token = /^Bearer +(scim_[\w-]{20,200})$/i.exec(request.headers.authorization ?? '')?.[1];
  const found = token === undefined ? null : await findByToken(kernel.db, hashToken(token), nowIso());
  if (!found) {
    await limit(kernel.contextOf(request, reply, nobody), 'scim.strangers', limitKeyOf(request.ip));
    throw tokenInvalid();
  }
  const { connection, tokenId, usedAt, ofStub } = found;
  const { id, name } = connection;
  const via = { kind: 'scim', id, name } as const;
  const actor = { kind: 'system', audience: 'tech', accountId: null, via, scopes: null, sessionId: null } as const;
  callers.set(request, { connection, who: { actor, credential: { kind: 'key', id: tokenId, name } } });
  await limit(readContext(kernel, request, reply), 'scim', String(id));
  if (usedAt === null || Date.parse(usedAt) < nowMs() - USE_MS) await noteUse(kernel.db, { connectionId: id, tokenId }, nowIso());
  if (!connection.enabled || ofStub) throw connectionOff();
}

const readContext = (kernel: RawKernel, request: FastifyRequest, reply: FastifyReply): Ctx =>
  kernel.contextOf(request, reply, callers.get(request)?.who ?? nobody);

/** One transaction, in the name of the connection. `If-Match` is compared by the operations here: below them it would be judged again. */
export function write<T>(
  kernel: RawKernel,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (ctx: Ctx, call: Caller) => Promise<T>,
): Promise<T> {
  const known = callers.get(request);
  if (!known) throw tokenInvalid();
  const { connection, who } = known;
  return kernel.write(request, reply, who, (ctx) => work({ ...ctx, http: null }, { connection }));
}

interface Refused {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}
/** Questions whose answer is "no" are how directories look for somebody. */
const isQuestion = (request: FastifyRequest, { status }: Refused): boolean => request.method === 'GET' && status === 404;

/** Beside the request, whose own transaction is gone. That it cannot be noted must not hide the refusal itself. */
export async function noteRefusal(kernel: RawKernel, request: FastifyRequest, reply: FastifyReply, refused: Refused): Promise<void> {
  const known = callers.get(request);
  // Whoever is slowed down would fill the log with it.
  if (!known || refused.status === 429 || isQuestion(request, refused)) return;
  const { connection, who } = known;
  const subject = subjectOf(request.body);
  await kernel
    .write(request, reply, who, (ctx) => noteActivity(ctx, connection.id, { action: 'refused', subject, ...refused }))
    .catch((error: unknown) => request.log.warn({ err: error }, 'a refusal of a SCIM connection could not be noted'));
}

function subjectOf(body: unknown): string {
  const name = isRecord(body) ? (member(body, 'username') ?? member(body, 'displayname')) : undefined;
  return typeof name === 'string' && name.isWellFormed() ? name.replaceAll('\0', '').slice(0, 254) : '';
}
