import type { BodyOf, ParamsOf, QueryOf, ReplyOf, RouteContract } from '@portico/contracts/kernel/route.ts';
import { isAttended } from './attended.ts';
import { sitePath } from './boot.ts';
import { ApiProblem, endIn, problemOf } from './problem.ts';
import { announceSessionSwitched, announceSignedOut, currentAccount } from './session.ts';

type Given<K extends string, V> = V extends undefined
  ? { readonly [P in K]?: undefined }
  : Record<never, never> extends V
    ? { readonly [P in K]?: V }
    : { readonly [P in K]: V };
export type CallInput<R> = Given<'params', ParamsOf<R>> & Given<'query', QueryOf<R>> & Given<'body', BodyOf<R>>;

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Version the change was made on; the server refuses with 412 when it is no longer the newest. */
  readonly ifMatch?: number;
  /** The same key for a retry of the same act; a fresh one otherwise. */
  readonly idempotencyKey?: string;
  /** Sign-in pages handle 401 themselves. */
  readonly on401?: 'sign-in' | 'throw';
}

/** `Reply` is the union over audiences unless the caller names its own: `call<typeof get, 'tech'>`. */
export type Reply<R extends RouteContract> = ReplyOf<R>;

const BASE = '/api/v1';

/**
 * Calls a route by its contract.
 *
 * @example const ticket = await call(tickets.get, { params: { id: 7 } });
 */
export async function call<R extends RouteContract>(contract: R, input: CallInput<R>, options: CallOptions = {}): Promise<Reply<R>> {
  const { params, query, body } = input as unknown as { params?: object; query?: object; body?: unknown };
  const response = await send(sitePath(BASE) + pathOf(contract.path, params) + queryOf(query), {
    method: contract.method,
    headers: headersOf(contract, body, options),
    ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (!response.ok) await refuse(response, options);
  return (response.status === 204 ? undefined : await response.json()) as Reply<R>;
}

function headersOf(contract: RouteContract, body: unknown, options: CallOptions): Record<string, string> {
  const headers: Record<string, string> = { accept: 'application/json' };
  const account = currentAccount();
  if (!isAttended()) headers['portico-unattended'] = '1';
  if (account !== null) headers['portico-account'] = String(account);
  if (body !== undefined) headers['content-type'] = body instanceof Blob ? body.type || 'application/octet-stream' : 'application/json';
  if (contract.method === 'POST') headers['idempotency-key'] = options.idempotencyKey ?? crypto.randomUUID();
  if (options.ifMatch !== undefined) headers['if-match'] = `"${options.ifMatch}"`;
  return headers;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem({ status: 0, code: 'network.unreachable', detail: '', traceId: '' });
  }
}

async function refuse(response: Response, options: CallOptions): Promise<never> {
  const problem = await problemOf(response);
  if (problem.status === 401 && options.on401 !== 'throw') announceSignedOut(endIn(problem));
  if (problem.code === 'session.switched') announceSessionSwitched();
  throw problem;
}

/** `/tickets/{id}` with its parameters filled in. */
export function pathOf(template: string, params: object = {}): string {
  return template.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String((params as Record<string, unknown>)[name])));
}

/** Arrays repeat their name (`status=open&status=waiting`); undefined and null are left out. */
export function queryOf(query: object = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const item of Array.isArray(value) ? value : [value]) if (item !== undefined && item !== null) search.append(name, String(item));
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}
