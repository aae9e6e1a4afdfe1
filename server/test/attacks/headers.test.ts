import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDoor } from '../../src/kernel/http/door.ts';
import { pagePolicy } from '../../src/kernel/http/security-headers.ts';
import { type StubServer, stubServer } from '../stub-server.ts';

const WEB = join(import.meta.dirname, '..', '..', '..', 'web');
const root = mkdtempSync(join(tmpdir(), 'portico-headers-'));
let server: StubServer;
let port: number;
beforeAll(async () => {
  for (const name of ['sign-in', 'portal', 'tech', 'admin'])
    writeFileSync(join(root, `${name}.html`), '<style nonce="__CSP_NONCE__"></style>');
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'assets', 'app-1a2b.js'), 'console.log(1)');
  server = await stubServer({ webRoot: root, publicUrl: 'https://portal.example.com', metricsToken: 'metrics-token' });
  await server.fastify.listen({ port: 0, host: '127.0.0.1' });
  port = (server.fastify.server.address() as AddressInfo).port;
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

const rawHead = (to: number, bytes: string): Promise<Record<string, string>> =>
  new Promise((settle, fail) => {
    let text = '';
    const socket = connect(to, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('latin1').on('data', (part: string) => {
      text += part;
      if (text.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('error', fail).on('close', () => {
      const lines = (text.split('\r\n\r\n')[0] ?? '').split('\r\n').slice(1);
      settle(Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)])));
    });
  });
const directives = (policy: string): Map<string, string> =>
  new Map(policy.split(';').map((part) => [part.trim().split(' ')[0] ?? '', part.trim().split(' ').slice(1).join(' ')]));
const isSafe = (headers: Record<string, unknown>, what: string) => {
  const policy = directives(String(headers['content-security-policy']));
  expect(policy.get('default-src'), what).toBe("'none'");
  expect(policy.get('base-uri'), what).toBe("'none'");
  expect(policy.get('frame-ancestors'), what).toBe("'none'");
  // Without object-src, default-src 'none' holds for plugins too.
  expect(policy.get('object-src') ?? policy.get('default-src'), what).toBe("'none'");
  expect(String(headers['content-security-policy']), what).not.toMatch(/unsafe|\*|https?:/);
  expect(headers['x-content-type-options'], what).toBe('nosniff');
  expect(headers['referrer-policy'], what).toBe('same-origin');
  // What the API looks like is public, so that tools on other sites can read it.
  expect(headers['cross-origin-resource-policy'], what).toBe(what === 'the description of the API' ? 'cross-origin' : 'same-origin');
  for (const told of ['server', 'x-powered-by', 'via', 'x-runtime']) expect(headers[told], what).toBeUndefined();
};

describe('every kind of answer carries the headers', () => {
  it.each<[string, string, number]>([
    ['a list', '/api/v1/notes', 200],
    ['a refusal to strangers', '/api/v1/notes/7', 401],
    ['a failure inside', '/api/v1/fail?how=secret', 500],
    ['an address that does not exist', '/nowhere', 404],
    ['an API address that does not exist', '/api/v1/none', 404],
    ['a broken address', '/api/v1/notes/%E0%A4%A', 400],
    ['a wrong query', '/api/v1/notes?limit=x', 422],
    ['a page', '/portal', 200],
    ['a file of a page', '/assets/app-1a2b.js', 200],
    ['a file that does not exist', '/assets/none.js', 404],
    ['a redirect', '/', 302],
    ['a redirect to a page', '/setup', 302],
    ['the health', '/api/health', 200],
    ['the documentation', '/api/docs', 200],
    ['the description of the API', '/api/openapi.json', 200],
    ['the metrics', '/metrics', 200],
    ['an answer without a body', '/public-note', 404],
  ])('%s: %s', async (what, url, status) => {
    const headers = { host: 'portal.example.com', ...(url === '/metrics' ? { authorization: 'Bearer metrics-token' } : {}) };
    const answer = await server.fastify.inject({ url, headers });
    expect(answer.statusCode, answer.body.slice(0, 200)).toBe(status);
    isSafe(answer.headers, what);
    expect(answer.headers['strict-transport-security'], what).toBe('max-age=31536000; includeSubDomains');
    expect(answer.headers['permissions-policy'], what).toContain('camera=()');
    expect(answer.headers['cross-origin-opener-policy'], what).toBe('same-origin');
    if (url.startsWith('/api/v1')) expect(answer.headers['cache-control'], what).toBe('no-store');
    if (answer.body !== '') expect(answer.headers['content-type'], what).toMatch(/; charset=utf-8$/);
  });
  it('a refused method, a body that is too large, and one of a type nobody reads', async () => {
    const post = (url: string, payload: string, type = 'application/json') =>
      server.fastify.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
    for (const answer of [
      await post('/api/v1/notes/7', '{}'),
      await post('/api/v1/notes', 'x'.repeat(3_000_000)),
      await post('/api/v1/notes', 'x', 'text/html'),
    ]) {
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      isSafe(answer.headers, answer.body.slice(0, 80));
    }
  });
  it('what is no HTTP, and what comes before the server is ready', async () => {
    isSafe(await rawHead(port, 'HELLO\r\n\r\n'), 'no HTTP');
    isSafe(await rawHead(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`), 'headers too large');
    const door = await openDoor({ host: '127.0.0.1', port: 0, health: { version: '1', lifecycle: { phase: 'migrating' } } });
    const at = (door.server.address() as AddressInfo).port;
    for (const path of ['/', '/api/health', '/api/v1/notes', '/assets/app.js'])
      isSafe(await rawHead(at, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`), path);
    door.server.close();
  });
});

describe('the policy of pages', () => {
  it('allows script from files of this server only, and styles with the nonce of the page', () => {
    const policy = directives(pagePolicy('abc'));
    expect([policy.get('script-src'), policy.get('style-src')]).toEqual(["'self'", "'self' 'nonce-abc'"]);
    expect([policy.get('connect-src'), policy.get('form-action'), policy.get('base-uri')]).toEqual(["'self'", "'self'", "'none'"]);
    expect(pagePolicy('abc')).not.toMatch(/unsafe|data:.*script|\*/);
  });
  /** What the policy would have to allow: script, style or handlers written into the page itself. */
  const inline = (html: string): string[] => [
    ...[...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)]
      .filter(([, attributes, body]) => !/type="application\/json"/.test(attributes ?? '') && (body ?? '').trim() !== '')
      .map(([all]) => all.slice(0, 80)),
    ...[...html.matchAll(/<style\b(?![^>]*nonce="__CSP_NONCE__")[^>]*>/gi)].map(([all]) => all),
    ...[...html.matchAll(/<[^>]*\s(?:style|on[a-z]+)\s*=\s*["'][^>]*>/gi)].map(([all]) => all.slice(0, 80)),
    ...[...html.matchAll(/(?:href|src|action)\s*=\s*["']\s*(?:javascript:|data:|https?:|\/\/)[^"']*/gi)].map(([all]) => all),
  ];
  const folders = [WEB, join(WEB, 'dist')].filter((folder) => existsSync(join(folder, 'portal.html')));
  it.each(
    folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.html'))
        .map((name) => [join(folder, name).slice(WEB.length + 1)]),
    ),
  )('nothing is written into %s that it would have to allow', (name) => expect(inline(readFileSync(join(WEB, name), 'utf8'))).toEqual([]));
  it('notices what it looks for', () => {
    for (const bad of [
      '<script>x()</script>',
      '<style>a{}</style>',
      '<p style="a:b">',
      '<p onclick="x()">',
      '<a href="javascript:x()">',
      '<script src="https://cdn.example/x.js"></script>',
    ])
      expect(inline(bad), bad).toHaveLength(1);
    expect(
      inline('<script src="/scheme.js"></script><style nonce="__CSP_NONCE__"></style><script type="application/json">{}</script>'),
    ).toEqual([]);
  });
});
