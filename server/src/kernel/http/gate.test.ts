import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StubServer, stubServer } from '../../../test/stub-server.ts';

let server: StubServer;
beforeAll(async () => {
  server = await stubServer();
});
afterAll(() => server.close());

describe('allows', () => {
  it('answers each audience with its own shape, without stray fields', async () => {
    expect((await server.get('/notes/7', 'contact')).json()).toEqual({ id: 7, title: 'Printer', version: 3 });
    expect((await server.get('/notes/7', 'tech')).json()).toEqual({ id: 7, title: 'Printer', version: 3, secret: 'internal' });
  });
  it('lets a half signed-in visitor reach the choice of accounts, and signed-in people too', async () => {
    expect((await server.get('/proven', 'proven')).statusCode).toBe(200);
    expect((await server.get('/proven', 'contact')).statusCode).toBe(200);
  });
  it('lets the role and every higher one through', async () => {
    expect((await server.get('/advanced', 'advanced')).statusCode).toBe(200);
    expect((await server.get('/advanced', 'admin')).statusCode).toBe(200);
  });
  it('admits a key with the scope or with *', async () => {
    const as = (key: string) => server.get('/notes/7', undefined, { headers: { authorization: `Bearer ${key}` } });
    expect((await as('tech/notes:read')).statusCode).toBe(200);
    expect((await as('tech/*')).statusCode).toBe(200);
  });
});

describe('refuses', () => {
  it('anonymous with 401, the wrong audience with 404, too low a role with 403', async () => {
    expect((await server.get('/notes/7')).json()).toMatchObject({ status: 401, code: 'session.required' });
    expect((await server.get('/notes/7')).headers['www-authenticate']).toContain('Bearer');
    expect((await server.get('/proven')).json()).toMatchObject({ status: 401 });
    expect((await server.get('/notes/7', 'proven')).json()).toMatchObject({ status: 401 });
    expect((await server.get('/advanced', 'contact')).json()).toMatchObject({ status: 404, code: 'route.notFound' });
    expect((await server.get('/contact-only', 'tech')).json()).toMatchObject({ status: 404, code: 'route.notFound' });
    expect((await server.get('/advanced', 'tech')).json()).toMatchObject({ status: 403, code: 'role.tooLow' });
    expect((await server.get('/advanced', 'streamline')).json()).toMatchObject({ status: 403, code: 'role.tooLow' });
  });
  it('answers a hidden route in the words of a missing one', async () => {
    const hidden = (await server.get('/advanced', 'contact')).json();
    const missing = (await server.get('/no-such-thing', 'contact')).json();
    expect({ ...hidden, traceId: '' }).toEqual({ ...missing, traceId: '' });
  });
  it('a key without the scope, an unknown key, and any key where only browsers may', async () => {
    const as = (key: string, path: string, method: 'GET' | 'DELETE' = 'GET') =>
      server.call(method, path, undefined, { headers: { authorization: `Bearer ${key}` } });
    expect((await as('tech/notes:write', '/notes/7')).json()).toMatchObject({ status: 403, code: 'key.scope' });
    expect((await as('nobody/notes:read', '/notes/7')).json()).toMatchObject({ status: 401, code: 'key.invalid' });
    expect((await as('admin/*', '/notes/7', 'DELETE')).json()).toMatchObject({ status: 403, code: 'key.notAllowed' });
  });
  it('a cookie beside a bearer key: the key alone decides', async () => {
    const both = await server.get('/notes/7', 'admin', { headers: { authorization: 'Bearer tech/none' } });
    expect(both.json()).toMatchObject({ status: 403, code: 'key.scope' });
  });
  it('a tab that was drawn for another account', async () => {
    const stale = await server.get('/notes/7', 'contact', { headers: { 'portico-account': '99' } });
    expect(stale.json()).toMatchObject({ status: 409, code: 'session.switched' });
    expect(stale.json().detail).toContain('contact of Example Ltd');
    expect((await server.get('/notes/7', 'contact', { headers: { 'portico-account': '12' } })).statusCode).toBe(200);
  });
  it('a request from another website, but not from our own pages or from programs', async () => {
    const post = (headers: Record<string, string>) => server.call('PATCH', '/notes/7', 'contact', { payload: {}, headers });
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]) {
      expect((await post(headers as Record<string, string>)).json()).toMatchObject({ status: 403, code: 'origin.refused' });
    }
    const ours = [
      {},
      { 'sec-fetch-site': 'same-origin' },
      { origin: 'http://localhost:3000' },
      { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' },
    ];
    for (const headers of ours) expect((await post(headers as Record<string, string>)).statusCode).toBe(200);
    const key = await server.call('PATCH', '/notes/7', undefined, {
      payload: {},
      headers: { authorization: 'Bearer tech/*', origin: 'https://tool.example' },
    });
    expect(key.statusCode).toBe(200);
  });
});
