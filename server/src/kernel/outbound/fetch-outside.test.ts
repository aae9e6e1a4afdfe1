import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createRawServer } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllowed } from './allow-list.ts';
import { createOutbound, type OutsideRequest } from './fetch-outside.ts';
import type { OutsideError } from './outside-error.ts';

const MEGABYTE = 1024 * 1024;
const seen: { url: string; method: string; headers: IncomingMessage['headers']; body: string }[] = [];
const open: { close(): void }[] = [];
let port = 0;
let tlsPort = 0;
let rawPort = 0;

const listen = (server: Server | ReturnType<typeof createRawServer>, host: string, at = 0): Promise<number> =>
  new Promise((settle) => {
    open.push(server);
    server.listen(at, host, () => settle((server.address() as AddressInfo).port));
  });

const answers: Record<string, RequestListener> = {
  '/json': (_request, response) => void response.setHeader('content-type', 'application/json').end('{"a":1}'),
  '/twice': (_request, response) => void response.setHeader('x-two', ['a', 'b']).end('x'),
  '/gzip': (_request, response) => void response.setHeader('content-encoding', 'gzip').end(gzipSync('packed')),
  '/br': (_request, response) => void response.setHeader('content-encoding', 'br').end(brotliCompressSync('packed')),
  '/deflate': (_request, response) => void response.setHeader('content-encoding', 'deflate').end(deflateSync('packed')),
  '/bomb': (_request, response) => void response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(64 * MEGABYTE))),
  '/twofold': (_request, response) => void response.setHeader('content-encoding', 'gzip, gzip').end(gzipSync(gzipSync('x'))),
  '/zstd': (_request, response) => void response.setHeader('content-encoding', 'zstd').end('x'),
  '/damaged': (_request, response) => void response.setHeader('content-encoding', 'gzip').end('this is no gzip'),
  '/announced': (_request, response) => void response.setHeader('content-length', 3 * MEGABYTE).end(Buffer.alloc(3 * MEGABYTE)),
  '/endless': (_request, response) => {
    const timer = setInterval(() => response.write(Buffer.alloc(256 * 1024)), 1);
    response.on('close', () => clearInterval(timer));
  },
  '/drip': (_request, response) => {
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  },
  '/silent': () => {},
  '/cut': (_request, response) => {
    response.setHeader('content-length', 100).write('half');
    setTimeout(() => response.destroy(), 20);
  },
  '/to': (request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://x');
    response.writeHead(Number(searchParams.get('code') ?? 302), { location: searchParams.get('location') ?? '' }).end();
  },
  '/loop': (_request, response) => void response.writeHead(302, { location: '/loop' }).end(),
};
const serve: RequestListener = (request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    seen.push({ url: request.url ?? '', method: request.method ?? '', headers: request.headers, body });
    (answers[(request.url ?? '').split('?')[0] ?? ''] ?? ((_request, end) => void end.end('hello')))(request, response);
  });
};

const PEM = readFileSync(new URL('../../../test/fixtures/only-for-tests.pem', import.meta.url), 'utf8');
let trusted: readonly string[] = [];
const trustTheTestsOwn = () => setDefaultCACertificates([...trusted, PEM.slice(PEM.indexOf('-----BEGIN CERTIFICATE'))]);

beforeAll(async () => {
  port = await listen(createServer(serve), '127.0.0.1');
  // The same port on another loopback address: where a name that changes its mind would lead to.
  await listen(
    createServer((_request, response) => void response.end('the inside')),
    '127.0.0.2',
    port,
  );
  tlsPort = await listen(createSecureServer({ key: PEM, cert: PEM }, serve) as unknown as Server, '127.0.0.1');
  rawPort = await listen(
    createRawServer((socket) => socket.on('data', () => socket.end('SSH-2.0-OpenSSH\r\n')).on('error', () => {})),
    '127.0.0.1',
  );
  trusted = getCACertificates('default');
});
afterAll(() => {
  setDefaultCACertificates([...trusted]);
  for (const server of open) server.close();
});

const inside = () => [`127.0.0.1:${port}`, `127.0.0.1:${tlsPort}`, `127.0.0.1:${rawPort}`];
/** Answers each question with the next of these; the last one stays. */
function outbound(answersOfResolver: readonly (readonly string[])[] = [['127.0.0.1']], allow: readonly string[] = inside()) {
  const asked: string[] = [];
  const made = createOutbound({
    allow: allow.map((text) => parseAllowed(text)!),
    resolve: async (host) => {
      asked.push(host);
      return answersOfResolver[Math.min(asked.length, answersOfResolver.length) - 1]!;
    },
  });
  return { ...made, asked };
}
const get = (path: string, request?: OutsideRequest) => outbound().fetch(`http://web.test:${port}${path}`, request);
const failure = async (work: Promise<unknown>): Promise<OutsideError> =>
  work.then(
    () => expect.fail('It should have been refused.'),
    (error) => error,
  );
const reading = async (path: string, request?: OutsideRequest) => (await get(path, request)).bytes();

describe('allows', () => {
  it('a request with method, headers and body, under the name it was asked for', async () => {
    const answer = await get('/json?a=b', { method: 'POST', headers: { 'content-type': 'text/x', 'X-Sign': 'ok' }, body: 'größe' });
    expect([answer.status, answer.headers['content-type'], await answer.json()]).toEqual([200, 'application/json', { a: 1 }]);
    expect(seen.at(-1)).toMatchObject({
      url: '/json?a=b',
      method: 'POST',
      body: 'größe',
      headers: { host: `web.test:${port}`, 'x-sign': 'ok', 'content-length': '7', 'user-agent': expect.stringMatching(/^Portico\//) },
    });
  });
  it('packed answers, unpacked', async () => {
    for (const path of ['/gzip', '/br', '/deflate']) expect((await reading(path)).toString()).toBe('packed');
    expect((await (await get('/gzip', { method: 'HEAD' })).bytes()).length).toBe(0);
  });
  it('an answer as a stream, and one that nobody reads', async () => {
    let length = 0;
    for await (const chunk of (await get('/announced', { maxBytes: 4 * MEGABYTE })).chunks()) length += chunk.length;
    expect(length).toBe(3 * MEGABYTE);
    // Its end comes by the clock, and must trouble nobody.
    await get('/endless', { timeoutMs: 1_000 });
    await new Promise((settle) => setTimeout(settle, 1_200));
  });
  it('redirects when they are wanted, each resolved and judged anew', async () => {
    const { fetch, asked } = outbound();
    const answer = await fetch(`http://web.test:${port}/to?location=${encodeURIComponent(`http://other.test:${port}/json`)}`, {
      redirects: 1,
    });
    expect([answer.status, answer.url, asked]).toEqual([200, `http://other.test:${port}/json`, ['web.test', 'other.test']]);
  });
  it('https with a certificate that is trusted, for the name that was asked for', async () => {
    trustTheTestsOwn();
    expect(await (await outbound().fetch(`https://secure.test:${tlsPort}/json`)).json()).toEqual({ a: 1 });
    expect(await failure(outbound().fetch(`https://web.test:${tlsPort}/json`))).toMatchObject({
      reason: 'network',
      message: expect.stringContaining('certificate'),
    });
    setDefaultCACertificates([...trusted]);
  });
});

describe('refuses', () => {
  it('a name that leads elsewhere at its second question: it is asked once, and the connection goes where that led', async () => {
    const rebinding = outbound([['127.0.0.1'], ['127.0.0.2']]);
    expect(await (await rebinding.fetch(`http://rebind.test:${port}/`)).text()).toBe('hello');
    expect(rebinding.asked).toEqual(['rebind.test']);
    // At the next request it is asked again, and what it says now is judged.
    expect(await failure(rebinding.fetch(`http://rebind.test:${port}/`))).toMatchObject({ reason: 'address', passing: false });
  });
  it('the inside, without a connection being made', async () => {
    const before = seen.length;
    for (const host of ['127.0.0.1', '0x7f.1', '[::ffff:127.0.0.1]', 'localhost', 'web.test'])
      expect(['address', 'name', 'port']).toContain((await failure(outbound([['127.0.0.1']], []).fetch(`http://${host}:${port}/`))).reason);
    expect(seen.length).toBe(before);
  });
  it.each([
    'http://127.0.0.2:PORT/',
    'http://0x7f000002:PORT/',
    'http://[::1]:PORT/',
    'http://169.254.169.254/latest/meta-data/',
    '//127.0.0.2:PORT/',
    'file:///etc/passwd',
    'gopher://127.0.0.2:PORT/',
    'http://user:pass@web.test:PORT/',
  ])('a redirect to %s', async (location) => {
    const path = `/to?location=${encodeURIComponent(location.replace('PORT', String(port)))}`;
    expect(['address', 'url', 'scheme', 'credentials']).toContain((await failure(get(path, { redirects: 5 }))).reason);
  });
  it('a name that turns to the inside at the redirect', async () => {
    const { fetch } = outbound([['127.0.0.1'], ['127.0.0.2']]);
    expect((await failure(fetch(`http://rebind.test:${port}/to?location=/json`, { redirects: 3 }))).reason).toBe('address');
  });
  it('redirects without end, from https to http, and any that were not asked for', async () => {
    expect((await failure(get('/loop', { redirects: 3 }))).reason).toBe('redirect');
    expect((await get('/loop')).status).toBe(302);
    expect((await get('/to?location=/json&code=307', { method: 'POST', body: 'secret', redirects: 3 })).status).toBe(307);
    trustTheTestsOwn();
    const down = `https://secure.test:${tlsPort}/to?location=${encodeURIComponent(`http://web.test:${port}/`)}`;
    expect((await failure(outbound().fetch(down, { redirects: 3 }))).reason).toBe('redirect');
    setDefaultCACertificates([...trusted]);
  });
  it('to carry credentials to another origin', async () => {
    const headers = { authorization: 'Bearer secret', Cookie: 'a=b', 'X-Api-Key': 'secret', accept: 'text/calendar' };
    const to = (origin: string) => get(`/to?location=${encodeURIComponent(`${origin}/json`)}`, { headers, redirects: 1 });
    await to(`http://other.test:${port}`);
    expect(seen.at(-1)?.headers).toMatchObject({ host: `other.test:${port}`, accept: 'text/calendar' });
    expect(Object.keys(seen.at(-1)?.headers ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(authorization|cookie|x-api-key)$/)]),
    );
    await to(`http://web.test:${port}`);
    expect(seen.at(-1)?.headers).toMatchObject({ authorization: 'Bearer secret' });
  });
  it('bodies that are too large: announced, endless, and packed', async () => {
    for (const path of ['/announced', '/endless', '/bomb']) expect((await failure(reading(path))).reason, path).toBe('size');
    expect((await failure(reading('/json', { maxBytes: 3 }))).reason).toBe('size');
  });
  it('bodies that cannot be unpacked, or are packed in ways nobody asked for', async () => {
    for (const path of ['/damaged', '/twofold', '/zstd']) expect((await failure(reading(path))).reason, path).toBe('encoding');
    expect((await failure((await get('/twice')).json())).reason).toBe('encoding');
  });
  it('to wait longer than was said: for a connection, an answer, a body that drips, or a resolver', async () => {
    for (const path of ['/silent', '/drip'])
      expect(await failure(reading(path, { timeoutMs: 300 })), path).toMatchObject({ reason: 'time', passing: true });
    const deaf = createOutbound({ allow: [], resolve: () => new Promise(() => {}) });
    expect((await failure(deaf.fetch('http://example.com/', { timeoutMs: 50 }))).reason).toBe('time');
  });
  it('to go on when the caller has gone', async () => {
    const control = new AbortController();
    const work = failure(get('/silent', { signal: control.signal }));
    control.abort(new Error('stopped'));
    expect((await work).message).toBe('stopped');
    expect((await failure(get('/json', { signal: AbortSignal.abort(new Error('before')) }))).message).toBe('before');
  });
  it('header names and values that would start another request, and those that are ours to set', async () => {
    for (const headers of [
      { 'x-a': 'b\r\nx-c: d' },
      { 'x-a\r\nx-c': 'd' },
      { host: 'other' },
      { 'Transfer-Encoding': 'chunked' },
      { 'Proxy-Authorization': 'x' },
    ] as Record<string, string>[])
      expect((await failure(get('/json', { headers }))).reason).toBe('header');
    const before = seen.length;
    await (await get('/json%0d%0ax?q=%0d%0aSET')).bytes();
    expect([seen.length, seen.at(-1)?.url]).toEqual([before + 1, '/json%0d%0ax?q=%0d%0aSET']);
  });
  it('what is no web server, what breaks off, what is not there, and certificates nobody trusts, in words', async () => {
    expect((await failure(outbound().fetch(`http://web.test:${rawPort}/`))).message).toContain('does not speak HTTP');
    expect(await failure(reading('/cut'))).toMatchObject({ reason: 'network', message: expect.stringContaining('broke off') });
    const closed = await listen(createServer(), '127.0.0.1');
    open.pop()?.close();
    const refusing = outbound([['127.0.0.1']], [`127.0.0.1:${closed}`]);
    expect((await failure(refusing.fetch(`http://web.test:${closed}/`))).message).toContain('does not accept connections');
    expect((await failure(outbound().fetch(`https://secure.test:${tlsPort}/`))).message).toContain('cannot be trusted');
  });
  it('an address when it is saved, before anybody asks for it', () => {
    const { check, asked } = outbound([['127.0.0.1']], []);
    expect(() => check('http://127.1/')).toThrow('private network');
    expect(() => check('http://example.com/', { httpsOnly: true })).toThrow('https://');
    expect(() => check('https://example.com/')).not.toThrow();
    expect(asked).toEqual([]);
  });
});
