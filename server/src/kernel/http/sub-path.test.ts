import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StubServer, stubServer } from '../../../test/stub-server.ts';
import { sessionCookieName, sessionCookieOptions } from './session-cookie.ts';
import { subPathOf, withoutSubPath } from './sub-path.ts';

const root = mkdtempSync(join(tmpdir(), 'portico-web-'));
mkdirSync(join(root, 'assets'));
writeFileSync(join(root, 'assets', 'app-1a2b.js'), 'console.log(1)');
writeFileSync(
  join(root, 'sign-in.html'),
  '<link rel="icon" href="./favicon.svg"><script src="./assets/app-1a2b.js"></script><b id="boot">__PORTICO_BOOT__</b>',
);

let server: StubServer;
const open = (url: string, headers: Record<string, string> = {}) => server.fastify.inject({ url, headers });
beforeAll(async () => {
  server = await stubServer({ publicUrl: 'https://example.com/it/portico', webRoot: root });
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

describe('allows', () => {
  // The proxy is asked to keep the path; one that takes it away (nginx with a slash after the port) works as well.
  it.each(['/it/portico', ''])('requests that arrive with "%s" in front', async (kept) => {
    const page = await open(`${kept}/sign-in`);
    expect(page.body).toContain('<script src="/it/portico/assets/app-1a2b.js">');
    expect(page.body).toContain('href="/it/portico/favicon.svg"');
    expect(page.body).toContain('"subPath":"/it/portico","publicUrl":"https://example.com/it/portico"');
    expect((await open(`${kept}/assets/app-1a2b.js`)).body).toBe('console.log(1)');
    expect((await open(`${kept}/api/health`)).json().status).toBe('ok');
    expect((await open(`${kept}/api/docs`)).body).toContain('href="openapi.json"');
    const made = await server.fastify.inject({
      method: 'POST',
      url: `${kept}/api/v1/notes`,
      headers: { cookie: '__Secure-portico=tech' },
      payload: { title: `below ${kept}` },
    });
    expect([made.statusCode, made.headers.location]).toEqual([201, expect.stringMatching(/^\/it\/portico\/api\/v1\/notes\/\d+$/)]);
    expect((await open(`${kept}/api/v1/none`)).json().type).toBe('/it/portico/api/docs#problem-route.notFound');
  });

  it('people who open the path itself, with a slash or without', async () => {
    for (const path of ['/it/portico', '/it/portico/', '/it/portico?x=1', '/'])
      expect((await open(path)).headers.location, path).toBe('/it/portico/sign-in');
    expect((await open('/it/portico/setup')).headers.location).toBe('/it/portico/sign-in/setup');
    expect((await open('/it/porticoes')).statusCode).toBe(404);
  });

  it('cookies that other programs on the same host do not get', () => {
    expect(sessionCookieName('https://example.com/it/portico')).toBe('__Secure-portico');
    expect(sessionCookieOptions('https://example.com/it/portico')).toMatchObject({ path: '/it/portico', secure: true });
    expect(sessionCookieName('https://example.com')).toBe('__Host-portico');
    expect(sessionCookieOptions('http://localhost:3000').path).toBe('/');
  });

  it('speaks for its own host only when it promises https', async () => {
    expect((await open('/it/portico/sign-in')).headers['strict-transport-security']).toBe('max-age=31536000');
  });
});

describe('the path', () => {
  it('is taken away once, and only whole', () => {
    expect([subPathOf('https://a.b'), subPathOf('https://a.b/'), subPathOf('https://a.b/x/')]).toEqual(['', '', '/x']);
    expect(['/x/x/y', '/x', '/x?a', '/xy', '/y/x'].map((url) => withoutSubPath(url, '/x'))).toEqual(['/x/y', '/', '/?a', '/xy', '/y/x']);
  });
});
