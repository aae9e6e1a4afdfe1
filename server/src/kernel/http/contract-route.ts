import type { Audience, RouteContract } from '@portico/contracts/kernel/route.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ctx, Db } from '../context.ts';
import type { BoundRoute } from '../module.ts';
import type { Authenticated } from './authenticate.ts';
import { type CallSettings, callerKey, contextFacts, exchangeOf, type Held, spenderKey, whoSends } from './call.ts';
import { admit } from './gate.ts';
import { type RecordedAnswer, recordAnswer } from './idempotency.store.ts';
import { claim, exclusively, hashOfRequest, type IdempotentRequest, idempotencyKeyOf, replayOf } from './idempotency.ts';
import { inputReader, type ValidInput } from './input.ts';
import { limitHeaders } from './limits.ts';
import { isSafeMethod, refuseForeignOrigin } from './origin-guard.ts';
import { replyWriter } from './reply.ts';
import type { ContextFacts, Runner } from './runner.ts';
import { DEFAULT_UPLOAD_BYTES, uploadInput } from './upload-stream.ts';
import { etagOf, isKnown } from './version.ts';

export interface RouteSettings extends CallSettings {
  readonly db: Db;
  readonly runner: Runner;
  readonly locationOf: (contract: RouteContract, url: string, body: unknown) => string | null;
}

/** One call, as far as it is known when the operation starts. */
interface Call {
  readonly request: FastifyRequest;
  readonly audience: Audience;
  readonly facts: ContextFacts;
  readonly held: Held;
  readonly input: Input;
  readonly idempotent: IdempotentRequest | null;
}
type Input = ValidInput & { prepared?: unknown };
type Answer = RecordedAnswer & { readonly replayed?: boolean };

/**
 * Compiles one contract into a Fastify handler: origin → who → gate → limit → input → prepare → transaction → operation → reply.
 * Everything before `prepare` costs no database work beyond authentication.
 */
export function contractHandler(bound: BoundRoute, settings: RouteSettings) {
  const { contract } = bound;
  const readInput = inputReader(contract);
  const writeReply = replyWriter(contract);
  const answerOf = (call: Call, value: unknown): Answer => {
    const status = contract.status ?? 200;
    const body = status === 204 ? null : writeReply(call.audience, value);
    const location = settings.locationOf(contract, call.request.url, body);
    return { requestHash: call.idempotent?.requestHash ?? '', status, body, headers: location ? { location } : {} };
  };

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (!isSafeMethod(request.method) && request.headers.authorization === undefined) {
      refuseForeignOrigin({ headers: request.headers, peer: request.socket.remoteAddress, ...settings });
    }
    const who = await whoSends(request, settings);
    reply.headers(limitHeaders(await settings.limits.spend(contract.limit ?? 'api', spenderKey(request, who))));
    const audience = admit(contract, who.actor, who.ended);
    const held = exchangeOf(request, reply, settings);
    const facts = contextFacts(request, who, held.exchange);
    const idempotent = idempotentRequest(contract, request, who);
    const input: Input = { ...readInput(request), ...(contract.consumes === 'binary' ? uploadOf(contract, request) : {}) };
    const call: Call = { request, audience, facts, held, input, idempotent };
    const answer = await exclusively(idempotent, () => carryOut(bound, settings, call, answerOf));
    held.release();
    return send(reply, contract, call, answer);
  };
}

const uploadOf = (contract: RouteContract, request: FastifyRequest) => uploadInput(request.raw, contract.maxBytes ?? DEFAULT_UPLOAD_BYTES);

function idempotentRequest(contract: RouteContract, request: FastifyRequest, who: Authenticated): IdempotentRequest | null {
  if (contract.method !== 'POST') return null;
  const key = idempotencyKeyOf(request.headers['idempotency-key']);
  if (key === null) return null;
  // A stream cannot be hashed before it is read: for uploads, the announced length and type stand for the body.
  const { 'content-length': length, 'content-type': type, 'file-name': name } = request.headers;
  const body = contract.consumes === 'binary' ? { length, type, name } : (request.body ?? null);
  return {
    scope: { credential: callerKey(request, who), route: contract.id, key },
    requestHash: hashOfRequest({ params: request.params, query: request.query, body }),
  };
}

async function carryOut(
  bound: BoundRoute,
  settings: RouteSettings,
  call: Call,
  answerOf: (call: Call, value: unknown) => Answer,
): Promise<Answer> {
  const { contract } = bound;
  const { idempotent, facts } = call;
  const before = idempotent ? await replayOf(settings.db, idempotent) : null;
  if (before) return { ...before, replayed: true };
  const readCtx = settings.runner.read(facts);
  const input = bound.prepare ? { ...call.input, prepared: await bound.prepare(readCtx, call.input) } : call.input;
  if (contract.tx === 'none' && !idempotent) return answerOf(call, await bound.run(readCtx, input));
  if (contract.tx === 'none') {
    const answer = answerOf(call, await bound.run(readCtx, input));
    await settings.runner.write(facts, (ctx) => remember(ctx, contract, call, answer));
    return answer;
  }
  return settings.runner.write(facts, async (ctx) => {
    const twin = idempotent ? await claim(ctx.tx, idempotent) : null;
    if (twin) return { ...twin, replayed: true };
    const answer = answerOf(call, await bound.run(ctx, input));
    refuseForgottenVersion(contract, call);
    await remember(ctx, contract, call, answer);
    return answer;
  });
}

async function remember(ctx: Ctx, contract: RouteContract, call: Call, answer: Answer): Promise<void> {
  // An answer that signs somebody in, or shows a secret, belongs to one request only.
  if (call.idempotent && !call.held.hasCookie && !contract.secretReply) await recordAnswer(ctx.tx, call.idempotent.scope, answer, ctx.now);
}

/** If-Match that nobody compared would be a promise broken in silence: better no write at all. */
function refuseForgottenVersion(contract: RouteContract, call: Call): void {
  const { ifMatch, versionChecked } = call.held.exchange;
  if (contract.versioned && ifMatch !== null && !versionChecked)
    throw new Error(`${contract.id} is versioned but never called expectVersion.`);
}

function send(reply: FastifyReply, contract: RouteContract, call: Call, answer: Answer): FastifyReply {
  reply.code(answer.status).headers(answer.headers);
  if (answer.replayed) reply.header('Idempotency-Replayed', 'true');
  const version = (answer.body as { version?: unknown } | null)?.version;
  if (contract.versioned && typeof version === 'number') {
    const etag = etagOf(version);
    reply.header('ETag', etag);
    // Only a reply that is the same for everyone is fully described by its version: `can` and unread marks differ per person.
    if (contract.method === 'GET' && call.audience === 'anyone' && isKnown(call.request.headers['if-none-match'], etag))
      return reply.code(304).send();
  }
  if (answer.status === 204) return reply.send();
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer.body));
}
