import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StubServer, stubServer } from '../stub-server.ts';

let server: StubServer;
let port: number;
beforeAll(async () => {
  server = await stubServer();
  await server.fastify.listen({ port: 0, host: '127.0.0.1' });
  port = (server.fastify.server.address() as AddressInfo).port;
});
afterAll(() => server.close());

/** Everything that comes back until the server closes the line, or says nothing more for a while. */
const answersTo = (bytes: string): Promise<string> =>
  new Promise((settle, fail) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from(bytes, 'latin1')));
    socket.setTimeout(400, () => socket.destroy());
    socket.setEncoding('latin1').on('data', (part: string) => {
      text += part;
    });
    socket
      .on('close', () => settle(text))
      .on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? settle(text) : fail(error)));
  });
const statuses = (text: string): number[] => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]));
const post = (headers: readonly string[], body: string, path = '/api/v1/notes'): string =>
  [`POST ${path} HTTP/1.1`, 'Host: a', 'Content-Type: application/json', 'Cookie: portico=contact', ...headers, '', body].join('\r\n');
/** What an attacker hides in a body, to be taken for the next request of somebody else. */
const HIDDEN = 'GET /api/v1/notes/7 HTTP/1.1\r\nHost: a\r\nCookie: portico=tech\r\n\r\n';

describe('refuses messages whose end two servers could see at different places, and hears nothing hidden in them', () => {
  it.each<[string, string]>([
    ['Transfer-Encoding beside Content-Length', post(['Content-Length: 4', 'Transfer-Encoding: chunked'], `0\r\n\r\n${HIDDEN}`)],
    ['two Content-Lengths', post(['Content-Length: 2', 'Content-Length: 60'], `{}${HIDDEN}`)],
    ['two Content-Lengths in one', post(['Content-Length: 2, 60'], `{}${HIDDEN}`)],
    ['a Content-Length with a sign', post(['Content-Length: +2'], `{}${HIDDEN}`)],
    ['a Content-Length in another base', post(['Content-Length: 0x2'], `{}${HIDDEN}`)],
    ['chunked twice', post(['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], `0\r\n\r\n${HIDDEN}`)],
    ['an encoding that is not chunked', post(['Transfer-Encoding: xchunked'], `0\r\n\r\n${HIDDEN}`)],
    ['a space before the colon', post(['Transfer-Encoding : chunked'], `0\r\n\r\n${HIDDEN}`)],
    ['a tab in the value', post(['Transfer-Encoding:\tchunked\u000b', 'Content-Length: 4'], `0\r\n\r\n${HIDDEN}`)],
    ['a header that goes on in the next line', post(['Transfer-Encoding:', ' chunked', 'Content-Length: 4'], `0\r\n\r\n${HIDDEN}`)],
    ['a bare line feed between headers', post(['X: y\nTransfer-Encoding: chunked', 'Content-Length: 4'], `0\r\n\r\n${HIDDEN}`)],
    ['a bare carriage return in a header', post(['X: y\rTransfer-Encoding: chunked', 'Content-Length: 4'], `0\r\n\r\n${HIDDEN}`)],
    ['a NUL in a header', post(['X: y\u0000z', 'Content-Length: 2'], '{}')],
    ['a chunk size that is none', post(['Transfer-Encoding: chunked'], `zz\r\n{}\r\n0\r\n\r\n${HIDDEN}`)],
    ['a chunk size beyond all numbers', post(['Transfer-Encoding: chunked'], `fffffffffffffffff\r\n{}\r\n0\r\n\r\n${HIDDEN}`)],
    ['a chunk that is longer than said', post(['Transfer-Encoding: chunked'], `1\r\n{}\r\n0\r\n\r\n${HIDDEN}`)],
    ['no Host', 'GET /api/v1/notes/7 HTTP/1.1\r\n\r\n'],
    ['a version that does not exist', 'GET /api/v1/notes/7 HTTP/9.9\r\nHost: a\r\n\r\n'],
    ['a space in the address', 'GET /api/v1/notes /7 HTTP/1.1\r\nHost: a\r\n\r\n'],
  ])('%s', async (_what, bytes) => {
    const text = await answersTo(bytes);
    expect(statuses(text).filter((status) => status < 400)).toEqual([]);
    expect(statuses(text).length).toBeLessThanOrEqual(1);
    expect(text).not.toContain('internal');
  });
});

describe('allows', () => {
  it('two requests one after the other on one line, each with its own answer', async () => {
    const two = `${post(['Content-Length: 13'], '{"title":"a"}')}${HIDDEN}`;
    expect(statuses(await answersTo(two))).toEqual([201, 200]);
  });
  it('addresses as a whole, but routes by the path of them alone', async () => {
    const text = await answersTo('GET http://other.example/api/v1/notes/7 HTTP/1.1\r\nHost: a\r\nCookie: portico=contact\r\n\r\n');
    expect([200, 400, 404]).toContain(statuses(text)[0]);
    expect(text).not.toContain('other.example');
  });
});

describe('does not know', () => {
  it.each(['TRACE', 'CONNECT', 'PROPFIND', 'DEBUG'])('the method %s', async (method) => {
    const text = await answersTo(`${method} /api/v1/notes/7 HTTP/1.1\r\nHost: a\r\nCookie: portico=tech\r\nX-Echo: zecho\r\n\r\n`);
    expect(statuses(text).filter((status) => status < 400)).toEqual([]);
    expect(text).not.toContain('zecho');
  });
});
