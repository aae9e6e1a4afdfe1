import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StubServer, stubServer } from '../../../test/stub-server.ts';

let server: StubServer;
beforeAll(async () => {
  server = await stubServer({ handlerTimeout: 300 });
});
afterAll(() => server.close());

describe('allows', () => {
  it('sends a trace id of its own; the one of traceparent only goes beside it into the log', async () => {
    const own = (await server.get('/nothing')).json().traceId;
    expect(own).toMatch(/^[0-9a-f]{32}$/);
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const theirs = await server.get('/nothing', undefined, { headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` } });
    expect(theirs.json().traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(theirs.json().traceId).not.toBe(trace);
    expect(server.log.find((line) => line.traceId === theirs.json().traceId)).toMatchObject({ parentTrace: trace });
    const broken = await server.get('/nothing', undefined, { headers: { traceparent: `00-${trace}-x-01` } });
    expect(server.log.find((line) => line.traceId === broken.json().traceId)).not.toHaveProperty('parentTrace');
  });
  it('shows a person who opened an address a page with the trace id and nothing of the request', async () => {
    const open = (language: string) =>
      server.fastify.inject({ url: '/none/%3Cscript%3E', headers: { accept: 'text/html,*/*', 'accept-language': language } });
    const page = await open('en-GB');
    expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    const reference = /Reference: <code>([0-9a-f]{32})<\/code>/.exec(page.body)?.[1];
    expect(server.log.find((line) => line.traceId === reference)).toMatchObject({ code: 'route.notFound' });
    expect(page.body).not.toContain('script');
    expect((await open('de-DE,de;q=0.9')).body).toContain('Kennung: <code>');
    expect((await server.get('/nothing', undefined, { headers: { accept: 'text/html' } })).json().code).toBe('route.notFound');
  });
  it('tells a refusal with its code, sentence and Retry-After', async () => {
    const answer = await server.get('/fail?how=refusal');
    expect(answer.headers['retry-after']).toBe('7');
    expect(answer.json()).toMatchObject({ status: 409, code: 'note.refused', detail: 'Not now.', title: 'Conflict' });
  });
  it('lets raw routes use the same sign-in and errors', async () => {
    expect((await server.fastify.inject({ url: '/raw/me', headers: { cookie: 'portico=tech' } })).json()).toEqual({ who: 'tech' });
    const broken = await server.fastify.inject({ url: '/raw/me', headers: { authorization: 'Bearer nobody' } });
    expect(broken.json()).toMatchObject({ status: 401, code: 'key.invalid' });
  });
  it('sends an ETag and compares it where the answer is the same for everyone', async () => {
    expect((await server.get('/notes/7', 'contact')).headers.etag).toBe('"3"');
    const same = await server.get('/public-note', undefined, { headers: { 'if-none-match': 'W/"4", "5"' } });
    expect([same.statusCode, same.body]).toEqual([304, '']);
    expect((await server.get('/notes/7', 'contact', { headers: { 'if-none-match': '"3"' } })).statusCode).toBe(200);
  });
  it('writes with a current If-Match, with *, and without any', async () => {
    for (const headers of [{ 'if-match': '"3"' }, { 'if-match': 'W/"3"' }, { 'if-match': '*' }, {}] as Record<string, string>[]) {
      const answer = await server.call('PATCH', '/notes/7', 'tech', { payload: {}, headers });
      expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"4"']);
    }
  });
  it('logs one line per failure, with the trace id and the cause', async () => {
    const { traceId } = (await server.get('/fail?how=secret')).json();
    expect(server.log.find((line) => line.traceId === traceId && line.level === 50)).toMatchObject({
      msg: 'request failed',
      err: { message: expect.stringContaining('hunter2') },
    });
  });
});

describe('refuses', () => {
  it('to send a reply that breaks its contract', async () => {
    const answer = await server.get('/wrong');
    expect(answer.json()).toMatchObject({ status: 500, code: 'internal' });
    expect(answer.body).not.toContain('seven');
    expect(server.log.some((line) => JSON.stringify(line).includes('notes.wrong returned a reply that does not match its contract'))).toBe(
      true,
    );
  });
  it('to tell what went wrong inside', async () => {
    const answer = await server.get('/fail?how=secret');
    expect(answer.json()).toMatchObject({ status: 500, code: 'internal' });
    expect(answer.body).not.toMatch(/hunter2|srv|stack/);
    expect((await server.get('/fail?how=constraint')).json()).toMatchObject({ status: 500, code: 'internal' });
  });
  it('a busy database with 503 and a slow operation with 503', async () => {
    expect((await server.get('/fail?how=serialization')).json()).toMatchObject({ status: 503, code: 'database.busy' });
    expect((await server.get('/fail?how=slow')).json()).toMatchObject({ status: 503, code: 'timeout' });
  });
  it('unknown addresses, broken addresses and methods an address does not answer', async () => {
    expect((await server.get('/nope')).json()).toMatchObject({ status: 404, code: 'route.notFound' });
    expect((await server.fastify.inject('/somewhere')).json()).toMatchObject({ status: 404 });
    expect((await server.get('/notes/%E0%A4%A')).json()).toMatchObject({ status: 400, code: 'url.invalid' });
    const wrongMethod = await server.call('PUT', '/advanced', 'admin', { payload: {} });
    expect([wrongMethod.statusCode, wrongMethod.headers.allow, wrongMethod.json().code]).toEqual([405, 'GET', 'method.notAllowed']);
  });
});

describe('conflicts', () => {
  it('answers a lost race with 412 and garbage in If-Match with 400', async () => {
    const patch = (ifMatch: string) => server.call('PATCH', '/notes/7', 'tech', { payload: {}, headers: { 'if-match': ifMatch } });
    expect((await patch('"2"')).json()).toMatchObject({ status: 412, code: 'version.conflict' });
    expect((await patch('3')).json()).toMatchObject({ status: 400, code: 'ifMatch.invalid' });
  });
  it('refuses to commit a versioned write that never compared If-Match', async () => {
    const put = (headers: Record<string, string>) => server.call('PUT', '/notes/7', 'tech', { payload: {}, headers });
    expect((await put({ 'if-match': '"3"' })).statusCode).toBe(500);
    expect((await put({})).statusCode).toBe(200);
  });
});
