import type { RouteContract } from '@portico/contracts/kernel/route.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app.ts';
import type { Caller } from '../matrix/actors.ts';
import { REQUESTS } from '../matrix/requests.ts';
import { type Scene, scene } from '../matrix/scene.ts';
import { freshBrowsers } from './fresh-browsers.ts';
import { withValue } from './text-fields.ts';

const contracts = modules.flatMap((module) => module.routes ?? []).map((route) => route.contract);
const withBody = contracts.filter((contract) => contract.body !== undefined);
const each = (list: readonly RouteContract[]) => list.map((contract) => [contract.id, contract] as const);

let s: Scene;
beforeAll(async () => {
  s = await scene();
}, 120_000);
afterAll(() => s?.w.close());

const headersOf = freshBrowsers();
const callerFor = (contract: RouteContract): Caller => (contract.permission === 'contact' ? s.callers.owner : s.callers.master);
async function send(contract: RouteContract, payload: string | Buffer, headers: Record<string, string> = {}) {
  const name = Object.keys(REQUESTS).find((one) => one === contract.id || one.startsWith(`${contract.id}#`))!;
  const { path } = await REQUESTS[name]!(s, callerFor(contract));
  const answer = await s.w.app.inject({
    method: contract.method,
    url: `/api/v1${path}`,
    remoteAddress: `10.8.0.${s.unique() % 250}`,
    headers: { ...(await headersOf(callerFor(contract))), 'content-type': 'application/json', ...headers },
    payload,
  });
  return {
    status: answer.statusCode,
    type: String(answer.headers['content-type']),
    code: answer.body.startsWith('{') ? answer.json().code : undefined,
    text: answer.body,
  };
}
const isProblem = (answer: { type: string; code: unknown; text: string }) => {
  expect(answer.type).toContain('application/problem+json');
  expect(answer.code).toMatch(/^[a-z][A-Za-z]*\.[A-Za-z]+$/);
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d|at Object|select |insert into/i);
};
/** Refused for what it is; routes that refuse earlier (a limit, a set-up that is done) never get to look. */
const clearly = (answer: Awaited<ReturnType<typeof send>>, statuses: readonly number[], what: string) => {
  expect([...statuses, 409, 429], `${what}: ${answer.text.slice(0, 300)}`).toContain(answer.status);
  isProblem(answer);
};

describe('every route with a body refuses clearly', () => {
  it.each(each(withBody))('%s: what is no JSON, no object, empty, or of another type', async (id, contract) => {
    for (const text of [
      '{',
      '{"a":',
      '"text"',
      '[]',
      '123',
      '{"a":1}}',
      '\u0000',
      '{"__proto__":{"x":1}}',
      '{"constructor":{"prototype":{"x":1}}}',
    ])
      clearly(await send(contract, text), [400, 422], `${id} with ${JSON.stringify(text)}`);
    for (const type of [
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/html',
      'nonsense',
    ])
      clearly(await send(contract, '{"a":1}', { 'content-type': type }), [400, 415, 422], `${id} as ${type}`);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it.each(each(withBody))('%s: fields it does not know', async (id, contract) => {
    clearly(await send(contract, JSON.stringify({ zz: 1, isAdmin: true, version: 9, id: 1 })), [422], id);
  });

  it.each(each(withBody))('%s: what is nested too deep', async (id, contract) => {
    for (const deep of [`${'['.repeat(50_000)}${']'.repeat(50_000)}`, `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`])
      clearly(await send(contract, deep), [400, 413, 422], id);
    const body = { body: {} };
    let deepest: Record<string, unknown> = body.body;
    for (let n = 0; n < 500; n++) deepest = deepest.a = {};
    clearly(await send(contract, JSON.stringify(body)), [422], id);
  });

  it.each(each(withBody))('%s: numbers no integer can hold, in every numeric field', async (id, contract) => {
    const { properties = {} } = contract.body as { properties?: Record<string, object> };
    for (const [field, schema] of Object.entries(properties)) {
      if (!JSON.stringify(schema).includes('"integer"')) continue;
      for (const number of ['2147483648', '9007199254740993', '1e400', '-1', '0.5', '1e308', '"12"', 'true'])
        clearly(
          await send(contract, JSON.stringify(withValue({}, field, '@')).replace('"@"', number)),
          [400, 422],
          `${id}.${field} = ${number}`,
        );
    }
  });

  it('bodies above the limit, announced or not', async () => {
    const big = JSON.stringify({ title: 'x'.repeat(3 * 1024 * 1024) });
    for (const id of ['tickets.create', 'tickets.comment', 'signIn.start', 'drafts.save', 'me.update']) {
      const contract = contracts.find((one) => one.id === id)!;
      clearly(await send(contract, big), [413], id);
    }
    const comment = contracts.find((one) => one.id === 'tickets.comment')!;
    clearly(await send(comment, JSON.stringify({ bodyHtml: 'x'.repeat(200_001) })), [422], 'a text beyond its length');
    const packed = await send(comment, Buffer.from('1f8b08000000000000', 'hex'), { 'content-encoding': 'gzip' });
    clearly(packed, [400, 415, 422], 'a packed body');
  });
});

describe('every path and query refuses clearly', () => {
  const withId = contracts.filter((contract) => /\{(id|accountId)\}/.test(contract.path));
  it.each(each(withId))('%s: ids that are none', async (id, contract) => {
    for (const wrong of [
      '0',
      '-1',
      '2147483648',
      '99999999999999999999',
      '1.5',
      '1e3',
      'abc',
      '%00',
      '1%20or%201=1',
      '%F0%9F%98%80',
      '..%2f..%2fetc',
      '-'.repeat(36),
      'x'.repeat(2000),
    ]) {
      const answer = await s.w.app.inject({
        method: contract.method,
        url: `/api/v1${contract.path.replaceAll(/\{\w+\}/g, wrong)}`,
        headers: { ...(await headersOf(callerFor(contract))), 'content-type': 'application/json' },
        ...(contract.method === 'GET' || contract.method === 'DELETE' ? {} : { payload: '{}' }),
      });
      expect([400, 404, 414, 422], `${id} ${wrong}: ${answer.body.slice(0, 300)}`).toContain(answer.statusCode);
      expect(answer.headers['content-type'], `${id} ${wrong}`).toContain('application/problem+json');
    }
  });

  const withQuery = contracts.filter((contract) => contract.query !== undefined && contract.consumes !== 'binary');
  it.each(each(withQuery))('%s: numbers, words and repetitions that are none', async (id, contract) => {
    const { properties = {} } = contract.query as { properties?: Record<string, object> };
    const path = contract.path.replaceAll(/\{\w+\}/g, '1');
    for (const field of Object.keys(properties))
      for (const value of [
        '2147483648',
        '-1',
        '1e9',
        'true',
        '',
        '%00',
        'a&'.concat(`${field}=b`),
        encodeURIComponent('{"$gt":""}'),
        `1&${field}=`.repeat(300),
      ]) {
        const answer = await s.w.app.inject({
          method: contract.method,
          url: `/api/v1${path}?${field}=${value}`,
          headers: await headersOf(callerFor(contract)),
        });
        expect(answer.statusCode, `${id}?${field}=${value.slice(0, 60)}: ${answer.body.slice(0, 300)}`).toBeLessThan(500);
        if (answer.statusCode >= 400) expect(answer.headers['content-type']).toContain('application/problem+json');
      }
  });
});
