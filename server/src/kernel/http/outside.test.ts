import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StubServer, stubServer } from '../../../test/stub-server.ts';
import { openDoor } from './door.ts';

const root = mkdtempSync(join(tmpdir(), 'portico-web-'));
const lifecycle: { phase: 'ready' | 'draining' } = { phase: 'ready' };
let database: () => Promise<unknown> = async () => {};
let server: StubServer;

beforeAll(async () => {
  const page = '<style nonce="__CSP_NONCE__"></style><script type="application/json" id="boot">__PORTICO_BOOT__</script>';
  for (const name of ['sign-in', 'portal', 'tech', 'admin']) writeFileSync(join(root, `${name}.html`), `${name}${page}`);
  mkdirSync(join(root, 'assets'));
  writeFileSync(join(root, 'assets', 'app-1a2b.js'), 'console.log(1)');
  writeFileSync(join(root, 'assets', 'app-1a2b.js.br'), brotliCompressSync('console.log(1)'));
  writeFileSync(join(root, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  server = await stubServer({
    webRoot: root,
    publicUrl: 'https://portal.example.com',
    metricsToken: 'metrics-token',
    lifecycle,
    probe: () => database(),
    boot: async () => ({ name: '</script><script>alert(1)</script>' }),
  });
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

const open = (url: string, headers: Record<string, string> = {}) => server.fastify.inject({ url, headers });

describe('allows', () => {
  it('serves each portal with a fresh nonce and its facts, which cannot end their script element', async () => {
    for (const [path, name] of [
      ['/sign-in', 'sign-in'],
      ['/portal/tickets/7', 'portal'],
      ['/tech', 'tech'],
      ['/admin/jobs', 'admin'],
    ] as const) {
      const answer = await open(path);
      expect(answer.statusCode).toBe(200);
      expect(answer.body.startsWith(name)).toBe(true);
      const nonce = /nonce="([^"]+)"/.exec(answer.body)?.[1];
      expect(answer.headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
      expect(answer.headers['cache-control']).toBe('no-cache');
      const boot = /id="boot">(.*?)<\/script>/.exec(answer.body)?.[1] ?? '';
      expect(JSON.parse(boot)).toEqual({
        name: '</script><script>alert(1)</script>',
        subPath: '',
        publicUrl: 'https://portal.example.com',
      });
    }
    const nonces = await Promise.all([open('/tech'), open('/tech')]);
    expect(nonces[0]?.body).not.toBe(nonces[1]?.body);
  });
  it('serves hashed assets for ever, compressed ahead, and nothing else of the folder as a page', async () => {
    const plain = await open('/assets/app-1a2b.js');
    expect([plain.body, plain.headers['cache-control']]).toEqual(['console.log(1)', 'public, max-age=31536000, immutable']);
    const small = await open('/assets/app-1a2b.js', { 'accept-encoding': 'br, gzip' });
    expect([small.headers['content-encoding'], small.headers['content-type']]).toEqual(['br', 'application/javascript; charset=utf-8']);
    expect((await open('/favicon.svg')).statusCode).toBe(200);
    for (const path of ['/portal.html', '/assets/app-1a2b.js.br', '/assets/../../etc/passwd', '/assets/none.js']) {
      expect((await open(path)).json()).toMatchObject({ status: 404, code: 'route.notFound' });
    }
  });
  it('sends people from / to where they belong', async () => {
    const home = async (cookie: string) => (await open('/', { cookie })).headers.location;
    expect([await home(''), await home('__Host-portico=contact'), await home('__Host-portico=tech')]).toEqual([
      '/sign-in',
      '/portal',
      '/tech',
    ]);
  });
  it('says how it is', async () => {
    expect((await open('/api/health')).json()).toEqual({ status: 'ok', version: '0.1.0' });
    lifecycle.phase = 'draining';
    const draining = await open('/api/health');
    expect([draining.statusCode, draining.json().status, draining.headers['retry-after']]).toEqual([503, 'draining', '2']);
    lifecycle.phase = 'ready';
    database = async () => Promise.reject(new Error('connect ECONNREFUSED db.internal'));
    const away = await open('/api/health');
    database = async () => {};
    expect([away.statusCode, away.body.includes('db.internal')]).toEqual([503, false]);
  });
  it('gives metrics to loopback and to the token, by route pattern', async () => {
    await server.get('/notes/7', 'contact');
    const local = await open('/metrics');
    expect(local.body).toContain('route="/api/v1/notes/:id"');
    const remote = (headers: Record<string, string>) => server.fastify.inject({ url: '/metrics', remoteAddress: '203.0.113.5', headers });
    expect((await remote({ authorization: 'Bearer metrics-token' })).statusCode).toBe(200);
    expect((await remote({})).statusCode).toBe(404);
    expect((await remote({ authorization: 'Bearer wrong' })).statusCode).toBe(404);
    for (const headers of [{ 'x-forwarded-for': '203.0.113.5' }, { host: 'evil.example:3000' }, { host: 'portal.example.com' }])
      expect((await open('/metrics', headers as Record<string, string>)).statusCode).toBe(404);
  });
  it('takes uploads as a stream, with their name', async () => {
    const upload = (headers: Record<string, string>, payload = 'x'.repeat(500)) =>
      server.call('POST', '/uploads', undefined, { payload, headers: { 'content-type': 'application/pdf', ...headers } });
    expect((await upload({ 'file-name': 'Angebot%20M%C3%BCller.pdf' })).json()).toEqual({
      name: 'Angebot Müller.pdf',
      size: 500,
      length: 500,
    });
    expect((await upload({ 'content-disposition': `attachment; filename*=UTF-8''..%2F..%2Fb.pdf` })).json().name).toBe('b.pdf');
    expect((await upload({ 'content-type': 'application/json' }, '{"not":"parsed"')).json()).toMatchObject({ size: 15 });
    expect((await upload({ 'file-name': '%E0%A4%A' })).json()).toMatchObject({ status: 400, code: 'upload.fileName' });
  });
});

describe('refuses', () => {
  it('sends the security headers with every answer', async () => {
    for (const url of ['/api/v1/notes', '/api/v1/none', '/portal', '/assets/app-1a2b.js', '/api/docs']) {
      const { headers } = await open(url);
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(headers['strict-transport-security']).toContain('max-age=31536000');
      expect(headers['permissions-policy']).toContain('camera=()');
    }
    expect((await open('/api/v1/notes')).headers['cache-control']).toBe('no-store');
  });
  it('uploads that announce, or turn out to have, too many bytes', async () => {
    const announced = await server.call('POST', '/uploads', undefined, {
      payload: 'x'.repeat(2000),
      headers: { 'content-type': 'text/plain' },
    });
    expect(announced.json()).toMatchObject({ status: 413, code: 'upload.tooLarge' });
    const { port } = await listening();
    const chunked = `POST /api/v1/uploads HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Type: a/b\r\nConnection: close\r\n\r\n7d0\r\n${'x'.repeat(2000)}\r\n0\r\n\r\n`;
    expect(await rawAnswer(port, chunked)).toMatch(/^HTTP\/1\.1 413 [\s\S]*upload\.tooLarge/);
  });
  it('what is no HTTP at all, in the same form', async () => {
    const { port } = await listening();
    const answer = await rawAnswer(port, 'HELLO\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json[\s\S]*request\.malformed/);
  });
  it('to be silent while starting: the door answers 503 and then hands over', async () => {
    const phase: { phase: 'migrating' | 'ready' } = { phase: 'migrating' };
    const door = await openDoor({ host: '127.0.0.1', port: 0, health: { version: '1', lifecycle: phase } });
    const base = `http://127.0.0.1:${(door.server.address() as AddressInfo).port}`;
    const early = await fetch(`${base}/api/health`);
    expect([early.status, ((await early.json()) as { status: string }).status]).toEqual([503, 'migrating']);
    expect(await (await fetch(`${base}/api/v1/notes`)).json()).toMatchObject({ status: 503, code: 'starting' });
    const adopted = await stubServer({ httpServer: door.server });
    await adopted.fastify.ready();
    expect((await fetch(`${base}/api/v1/notes`)).status).toBe(200);
    const inFlight = fetch(`${base}/api/v1/fail?how=slow`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await adopted.close();
    expect((await inFlight).status).toBe(500);
    await expect(fetch(`${base}/api/health`)).rejects.toThrow();
  });
  it('to show a blank page when the pages are not built', async () => {
    const bare = await stubServer();
    const answer = await bare.fastify.inject('/portal');
    await bare.close();
    expect([answer.statusCode, answer.body.includes('npm start')]).toEqual([503, true]);
  });
});

let address: AddressInfo | null = null;
async function listening(): Promise<AddressInfo> {
  if (!address) {
    await server.fastify.listen({ port: 0, host: '127.0.0.1' });
    address = server.fastify.server.address() as AddressInfo;
  }
  return address;
}

const rawAnswer = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part;
    });
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
