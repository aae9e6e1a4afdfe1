import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StubServer, stubServer } from '../../../test/stub-server.ts';

let server: StubServer;
beforeAll(async () => {
  server = await stubServer({ publicUrl: 'https://portal.example.com' });
});
afterAll(() => server.close());

const post = (headers: Record<string, string>) =>
  server.call('PATCH', '/notes/7', undefined, { payload: {}, headers: { cookie: '__Host-portico=contact', ...headers } });

describe('a write from another address than PUBLIC_URL', () => {
  it('is refused with the address, the setting and what to do', async () => {
    // As from behind a proxy that does not pass on the Host the browser used.
    const answer = await post({ origin: 'https://help.example.com', host: '127.0.0.1:3000' });
    expect(answer.json()).toMatchObject({ status: 403, code: 'origin.refused' });
    expect(answer.json().detail).toContain('This came from https://help.example.com, but Portico is set to https://portal.example.com');
    expect(answer.json().detail).toContain('PUBLIC_URL=https://help.example.com (or lets the proxy pass on the Host header)');
  });
  it('keeps the sub-path in the setting it proposes', async () => {
    const below = await stubServer({ publicUrl: 'https://example.com/portico' });
    const headers = { origin: 'https://help.example.com:8443', host: '127.0.0.1:3000', cookie: '__Secure-portico=contact' };
    const answer = await below.call('PATCH', '/notes/7', undefined, { payload: {}, headers });
    expect(answer.json().detail).toContain('PUBLIC_URL=https://help.example.com:8443/portico ');
    await below.close();
  });
  it('says nothing of headers that are no address', async () => {
    const strange = [
      'https://x"><script>alert(1)</script>',
      'https://a b',
      'javascript:alert(1)',
      'https://user@evil.example',
      'https://evil.example/path',
      'null',
      `https://${'a'.repeat(300)}.example`,
    ];
    for (const origin of strange) {
      const { detail, code } = (await post({ origin, host: '127.0.0.1:3000' })).json();
      expect([code, detail], origin).toEqual(['origin.refused', expect.stringMatching(/^This request came from another website/)]);
    }
  });
  it('is not explained when the browser itself says that another website sent it', async () => {
    const answer = await post({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
    expect(answer.json().detail).toMatch(/^This request came from another website/);
  });
});

describe('a write over http when PUBLIC_URL is https', () => {
  it('is refused before a sign-in is lost, with the reason', async () => {
    const answer = await post({ origin: 'http://portal.example.com', host: 'portal.example.com' });
    expect(answer.json()).toMatchObject({ status: 403, code: 'origin.refused' });
    expect(answer.json().detail).toMatch(
      /^You opened Portico without https \(http:\/\/portal\.example\.com\)\. Browsers keep its sign-in over https only/,
    );
  });
  it('is let through on this machine, where browsers keep such cookies, and for programs with a key', async () => {
    expect((await post({ origin: 'http://localhost:3000', host: 'localhost:3000' })).statusCode).toBe(200);
    const key = await server.call('PATCH', '/notes/7', undefined, {
      payload: {},
      headers: { authorization: 'Bearer tech/*', origin: 'http://portal.example.com', host: 'portal.example.com' },
    });
    expect(key.statusCode).toBe(200);
  });
});

describe('a page opened under another address', () => {
  it('opens, names the right address in its facts, and is never redirected to another host', async () => {
    for (const host of ['help.example.com', '127.0.0.1:3000', 'evil"><b>.example']) {
      const home = await server.fastify.inject({ url: '/', headers: { host } });
      expect([home.statusCode, home.headers.location]).toEqual([302, '/sign-in']);
      const page = await server.fastify.inject({ url: '/sign-in', headers: { host, accept: 'text/html' } });
      expect(page.headers.location).toBeUndefined();
      expect(page.body).not.toContain(host);
    }
  });
});
