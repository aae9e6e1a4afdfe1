import type { IncomingMessage } from 'node:http';
import type { Allowed } from './allow-list.ts';
import { limitedBody } from './answer-body.ts';
import { openRequest } from './open-request.ts';
import { OutsideError } from './outside-error.ts';
import { type Resolve, readTarget, resolveTarget } from './target.ts';

export interface OutsideRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** How many redirects are followed, of GET and HEAD only; none by default: then a redirect is an answer like any other. */
  readonly redirects?: number;
  readonly httpsOnly?: boolean;
  /** From the first question to the last byte; 10 seconds by default. */
  readonly timeoutMs?: number;
  /** Most bytes of the answer's body, unpacked; 2 MB by default. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

export interface OutsideAnswer {
  readonly status: number;
  /** Names in lower case; repeated ones joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  /** The body as it arrives, unpacked, within its limit. Read it once, by this or one of the three below, or not at all. */
  chunks(): AsyncIterable<Buffer>;
  bytes(): Promise<Buffer>;
  text(): Promise<string>;
  json(): Promise<unknown>;
}

/** The only way of this server to addresses that people and outside systems give: `ctx.services.outbound`. */
export interface Outbound {
  /**
   * @throws OutsideError with a sentence for the person who gave the address.
   * @example const answer = await ctx.services.outbound.fetch(hook.url, { method: 'POST', body, timeoutMs: 5_000 });
   */
  fetch(url: string, request?: OutsideRequest): Promise<OutsideAnswer>;
  /** Judges an address when it is saved, without asking anybody; `fetch` judges it again each time. Throws as `fetch`. */
  check(url: string, request?: Pick<OutsideRequest, 'httpsOnly'>): void;
}

interface Limits {
  readonly redirects: number;
  readonly httpsOnly: boolean;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}
const DEFAULTS: Limits = { redirects: 0, httpsOnly: false, timeoutMs: 10_000, maxBytes: 2 * 1024 * 1024 };
const REDIRECTS: readonly (number | undefined)[] = [301, 302, 303, 307, 308];
/** All that another origin gets to see of our headers. */
const HARMLESS = /^(accept|accept-language|user-agent)$/;

/**
 * Requests that cannot be turned against the inside: every address is resolved once, judged, and pinned for the connection, so that
 * a name that answers differently a moment later gains nothing; each redirect is a new address and judged as one.
 *
 * @param options.allow entries of OUTBOUND_ALLOW. @param options.resolve how names become addresses.
 * @example const outbound = createOutbound({ allow: config.outboundAllow, resolve: resolveBySystem });
 */
export function createOutbound(options: { readonly allow: readonly Allowed[]; readonly resolve: Resolve }): Outbound {
  return {
    check: (url, request = {}) => void readTarget(url, options.allow, request.httpsOnly ?? false),
    fetch: async (url, request = {}) => {
      const control = new AbortController();
      const { timeoutMs } = { ...DEFAULTS, ...request };
      const late = new OutsideError('time', `The address did not answer within ${Math.ceil(timeoutMs / 1000)} seconds.`);
      const timer = setTimeout(() => control.abort(late), timeoutMs);
      timer.unref();
      const onAbort = () => control.abort(request.signal?.reason);
      request.signal?.addEventListener('abort', onAbort, { once: true });
      if (request.signal?.aborted) onAbort();
      const finish = () => {
        clearTimeout(timer);
        request.signal?.removeEventListener('abort', onAbort);
      };
      try {
        return await follow(url, { ...DEFAULTS, ...request }, options, control.signal, finish);
      } catch (error) {
        finish();
        throw control.signal.aborted ? control.signal.reason : error;
      }
    },
  };
}

async function follow(
  first: string,
  request: OutsideRequest & Limits,
  { allow, resolve }: Parameters<typeof createOutbound>[0],
  signal: AbortSignal,
  finish: () => void,
): Promise<OutsideAnswer> {
  let url: string | URL = first;
  let { headers = {} } = request;
  for (let left = request.redirects; ; left--) {
    const target = readTarget(url, allow, request.httpsOnly);
    const addresses = await orAborted(resolveTarget(target, resolve), signal);
    const response = await openRequest(target, addresses, { ...request, headers }, signal);
    const next = redirectOf(response, target.url, request);
    if (!next) return answerOf(response, target.url, request, signal, finish);
    response.destroy();
    if (left <= 0) throw new OutsideError('redirect', 'The address leads on to another one, and that on and on. Use the last one.');
    if (target.url.protocol === 'https:' && next.protocol === 'http:') {
      throw new OutsideError('redirect', 'The address leads from https:// to http://, which anybody could read.');
    }
    if (next.origin !== target.url.origin)
      headers = Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.test(name.toLowerCase())));
    url = next;
  }
}

/** Where to go on, or null when this is the answer. */
function redirectOf(response: IncomingMessage, from: URL, request: OutsideRequest & Limits): URL | null {
  const isRead = request.method === undefined || request.method === 'GET' || request.method === 'HEAD';
  const { location } = response.headers;
  if (request.redirects === 0 || !isRead || location === undefined || !REDIRECTS.includes(response.statusCode)) return null;
  const next = URL.parse(location, from.href);
  if (!next) throw new OutsideError('redirect', 'The address leads on to something that is no address.');
  return next;
}

function answerOf(
  response: IncomingMessage,
  url: URL,
  request: OutsideRequest & Limits,
  signal: AbortSignal,
  finish: () => void,
): OutsideAnswer {
  const chunks = limitedBody(response, { maxBytes: request.maxBytes, isHead: request.method === 'HEAD', signal, finish });
  const bytes = async () => {
    const parts: Buffer[] = [];
    for await (const chunk of chunks()) parts.push(chunk);
    return Buffer.concat(parts);
  };
  const text = async () => new TextDecoder().decode(await bytes());
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')])),
    url: url.href,
    chunks,
    bytes,
    text,
    json: async () => {
      const body = await text();
      try {
        return JSON.parse(body) as unknown;
      } catch (error) {
        throw new OutsideError('encoding', 'The address answered, but not with JSON.', error);
      }
    },
  };
}

/** A resolver has no way to be stopped; what it says too late is not waited for. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((settle, fail) => {
    if (signal.aborted) return fail(signal.reason);
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
    work.then(settle, fail);
  });
}
