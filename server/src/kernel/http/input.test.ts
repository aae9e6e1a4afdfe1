import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StubServer, stubServer } from '../../../test/stub-server.ts';

let server: StubServer;
beforeAll(async () => {
  server = await stubServer();
});
afterAll(() => server.close());

const create = (payload: unknown) => server.call('POST', '/notes', 'contact', { payload: payload as object });
const fields = async (payload: unknown) =>
  Object.fromEntries(
    ((await create(payload)).json().fields ?? []).map((field: { path: string; code: string }) => [field.path, field.code]),
  );

describe('allows', () => {
  it('reads integers, booleans and repeated keys from a query string and fills in defaults', async () => {
    const { echo } = (await server.get('/notes?queueId=3&queueId=4&open=true&count=false&q=12')).json();
    expect(echo).toEqual({ queueId: [3, 4], open: true, count: false, q: '12', limit: 25 });
    expect((await server.get('/notes?queueId=3')).json().echo).toEqual({ queueId: [3], limit: 25 });
  });
  it('gives instants one spelling', async () => {
    expect((await create({ title: 'Zone', at: '2026-11-21T09:00:00+01:00' })).json().at).toBe('2026-11-21T08:00:00.000Z');
  });
  it('accepts emoji, quotes, right-to-left text and merge-patch bodies', async () => {
    expect((await create({ title: '👩‍💻 «é» ‮x' })).statusCode).toBe(201);
    const merge = await server.call('PATCH', '/notes/7', 'tech', {
      payload: '{"title":"x"}',
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect(merge.json().title).toBe('x');
  });
});

describe('rejects', () => {
  it('names every wrong field of path, query and body at once', async () => {
    const wrong = {
      title: '',
      email: 'no',
      at: '2026-02-30T00:00:00Z',
      link: 'javascript:alert(1)',
      kind: 'three',
      owner: 'x',
      lines: [{ amount: 1.5 }, 7],
      extra: 1,
    };
    expect(await fields(wrong)).toEqual({
      title: 'required',
      email: 'format',
      at: 'format',
      link: 'format',
      kind: 'choice',
      owner: 'type',
      'lines.0.text': 'required',
      'lines.0.amount': 'type',
      'lines.1': 'type',
      extra: 'unknown',
    });
    const answer = await create(wrong);
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'input.invalid', detail: '10 fields need correcting. Nothing was saved.' });
    expect(
      (await server.call('PATCH', '/notes/abc', 'contact', { payload: { title: 1 } }))
        .json()
        .fields.map((one: { path: string }) => one.path),
    ).toEqual(['id', 'title']);
  });
  it('more than eight wrong fields completely', async () => {
    const lines = Array.from({ length: 3 }, () => ({ text: 1, amount: 'x', a: 1, b: 2 }));
    expect(Object.keys(await fields({ lines }))).toHaveLength(13);
  });
  it('unknown query parameters, repeated single ones and odd numbers', async () => {
    const codeOf = async (query: string) =>
      (await server.get(`/notes?${query}`)).json().fields?.map((one: { path: string; code: string }) => `${one.path} ${one.code}`);
    expect(await codeOf('statuss=open')).toEqual(['statuss unknown']);
    expect(await codeOf('q=a&q=b')).toEqual(['q type']);
    for (const limit of ['1e3', '0x10', '', '1.5', '99999999999999999999', 'NaN'])
      expect(await codeOf(`limit=${limit}`)).toEqual(['limit type']);
    expect(await codeOf('limit=101')).toEqual(['limit tooLarge']);
    expect(await codeOf('open=1')).toEqual(['open type']);
  });
  it('text that PostgreSQL could not keep, in values and in keys', async () => {
    expect(await fields({ title: 'a\0b' })).toEqual({ title: 'text.nul' });
    expect(await fields({ title: 'x', lines: [{ text: '\ud83d' }] })).toEqual({ 'lines.0.text': 'text.surrogate' });
    expect(
      (
        await server.call('POST', '/notes', 'contact', {
          payload: '{"title":"x","a\\u0000":1}',
          headers: { 'content-type': 'application/json' },
        })
      ).statusCode,
    ).toBe(422);
    expect((await server.get('/notes?q=%00')).json().fields[0].code).toBe('text.nul');
  });
  it('absurd nesting, infinite numbers and poisoned prototypes', async () => {
    const raw = (payload: string) => server.call('POST', '/notes', 'contact', { payload, headers: { 'content-type': 'application/json' } });
    expect((await raw(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).statusCode).toBe(422);
    expect((await raw('{"title":"x","owner":1e999}')).statusCode).toBe(422);
    expect((await raw('{"title":"x","__proto__":{"admin":true}}')).json()).toMatchObject({ status: 400, code: 'body.json' });
    expect((await raw('{"title":"x","constructor":{"prototype":{}}}')).statusCode).toBe(400);
  });
  it.each(['null', '[]', '"text"', '7'])('the body %s', async (payload) => {
    const answer = await server.call('POST', '/notes', 'contact', { payload, headers: { 'content-type': 'application/json' } });
    expect(answer.statusCode).toBe(422);
  });
  it('bad JSON, an empty body, other content types and bodies that are too large', async () => {
    const raw = async (payload: string, type?: string) =>
      (await server.call('POST', '/notes', 'contact', { payload, headers: type ? { 'content-type': type } : {} })).json();
    expect(await raw('{"title":', 'application/json')).toMatchObject({ status: 400, code: 'body.json' });
    expect(await raw('', 'application/json')).toMatchObject({ status: 400, code: 'body.empty' });
    expect(await raw('title=x', 'application/x-www-form-urlencoded')).toMatchObject({ status: 415, code: 'body.type' });
    expect(await raw('x', 'text/plain')).toMatchObject({ status: 415, code: 'body.type' });
    expect(await raw(JSON.stringify({ title: 'x'.repeat(3 * 1024 * 1024) }), 'application/json')).toMatchObject({
      status: 413,
      code: 'body.tooLarge',
    });
  });
});
