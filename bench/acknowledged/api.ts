import { bytesOf, type WriteRequest } from './writes.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: replies are read by tools that know what they asked for
  readonly body: any;
  readonly headers: Headers;
}

/** The public API with an administrator's key that may act for others. */
export interface Api {
  readonly url: string;
  readonly token: string;
  /** Throws when no complete answer came. */
  get(path: string, actAs?: string): Promise<Answer>;
  post(path: string, body: unknown, actAs?: string): Promise<Answer>;
  write(request: WriteRequest, key: string): Promise<Answer>;
  /** Bytes behind a signed link. */
  bytes(link: string, actAs: string): Promise<{ readonly status: number; readonly bytes: Buffer }>;
}

const ANSWER_WITHIN_MS = 30_000;

export function openApi(url: string, token: string): Api {
  const send = (path: string, init: RequestInit, actAs?: string) =>
    fetch(new URL(path, url), {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(actAs ? { 'act-as': actAs } : {}), ...init.headers },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
  const read = async (response: Response): Promise<Answer> => {
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  };
  const json = { 'content-type': 'application/json' };
  const api = (path: string): string => `/api/v1${path}`;
  return {
    url,
    token,
    get: async (path, actAs) => read(await send(api(path), {}, actAs)),
    post: async (path, body, actAs) => read(await send(api(path), { method: 'POST', headers: json, body: JSON.stringify(body) }, actAs)),
    write: async ({ path, actAs, body, upload }, key) => {
      const content = upload ? new Uint8Array(bytesOf(upload)) : JSON.stringify(body);
      const headers = { ...(upload ? { 'content-type': 'application/octet-stream' } : json), 'idempotency-key': key };
      return read(await send(api(path), { method: 'POST', headers, body: content }, actAs));
    },
    bytes: async (link, actAs) => {
      const response = await send(link, {}, actAs);
      return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
    },
  };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until every job is done, so that all notices and mails are where they belong; false when that did not happen in time. */
export async function untilQuiet(api: Api, longestMs: number): Promise<boolean> {
  for (let waited = 0, quiet = 0; waited < longestMs; waited += 200) {
    const answer = await api.get('/jobs?limit=1').catch(() => null);
    const queues = (answer?.status === 200 ? answer.body.queues : null) as { waiting: number; retrying: number; active: number }[] | null;
    const left = queues?.reduce((sum, queue) => sum + queue.waiting + queue.retrying + queue.active, 0);
    // A mail whose attempt was cut off has its next one planned for later: no job is due, and yet it is not done.
    const mails = left === 0 ? await api.get('/mails?limit=1&state=queued&state=sending').catch(() => null) : null;
    quiet = mails?.status === 200 && mails.body.items.length === 0 ? quiet + 1 : 0;
    // Twice, because a job that ends may have sent another.
    if (quiet >= 2) return true;
    await pause(200);
  }
  return false;
}
