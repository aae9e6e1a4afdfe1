import type { RouteContract } from '@portico/contracts/kernel/route.ts';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app.ts';
import { type Someone, type World, world } from '../world.ts';

const contracts: readonly RouteContract[] = modules.flatMap((module) => module.routes ?? []).map((route) => route.contract);
const changing = contracts.filter(({ method }) => method !== 'GET');
let w: World;
let master: Someone;
beforeAll(async () => {
  w = await world();
  master = await w.tech({ role: 'master-admin' });
});
afterAll(() => w.close());

const send = (contract: Pick<RouteContract, 'method' | 'path'>, headers: Record<string, string>, payload = '{}') =>
  w.app.inject({
    method: contract.method,
    url: `/api/v1${contract.path.replace(/\{(\w+)\}/g, '1')}`,
    headers: { cookie: master.cookie, 'content-type': 'application/json', ...headers },
    payload,
  });

/** What a browser sends from a page that is not ours, of every age and kind. */
const ELSEWHERE: readonly (readonly [string, Record<string, string>])[] = [
  ['a form of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example', 'content-type': 'text/plain' }],
  ['script of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', origin: 'https://evil.example' }],
  ['another host of the same domain', { 'sec-fetch-site': 'same-site', origin: 'http://other.localhost:3000' }],
  ['a sandboxed frame', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
  ['a browser without fetch metadata', { origin: 'https://evil.example' }],
  ['an origin without a name', { origin: 'null' }],
  ['an empty origin', { origin: '' }],
  ['another port', { origin: 'http://localhost:3001' }],
  ['another scheme', { origin: 'https://localhost:3000' }],
  ['a name that begins like ours', { origin: 'http://localhost:3000.evil.example' }],
  ['a word no browser sends', { 'sec-fetch-site': 'same-origin, cross-site' }],
];

describe('refuses, whoever is signed in', () => {
  it('every changing route to every other site', async () => {
    expect(changing.length).toBeGreaterThan(60);
    const before = await counts();
    const open: string[] = [];
    for (const contract of changing) {
      for (const [what, headers] of ELSEWHERE.slice(0, 3)) {
        const answer = await send(contract, headers);
        const isRefused =
          [403, 415].includes(answer.statusCode) && ['origin.refused', 'body.type', 'origin.otherAddress'].includes(answer.json().code);
        if (!isRefused) open.push(`${contract.id} from ${what}: ${answer.statusCode} ${answer.body.slice(0, 100)}`);
      }
    }
    expect(open).toEqual([]);
    expect(await counts()).toEqual(before);
  });
  it.each(ELSEWHERE)('%s', async (_what, headers) => {
    const answer = await send({ method: 'POST', path: '/companies' }, headers, '{"name":"Forged"}');
    expect([403, 415]).toContain(answer.statusCode);
    expect((await w.db.execute(sql`select 1 from companies where name = 'Forged'`)).rows).toEqual([]);
  });
  it('JSON in the clothes of a form: the types a form can send are no JSON', async () => {
    for (const type of [
      'text/plain',
      'text/plain; charset=utf-8',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain;application/json',
      '',
    ])
      expect(
        (await send({ method: 'POST', path: '/companies' }, { 'sec-fetch-site': 'same-origin', 'content-type': type }, '{"name":"Forged"}'))
          .statusCode,
        type,
      ).toBe(415);
  });
  it('another method in a header or the query: a GET stays a GET', async () => {
    const get = { method: 'GET' as const, path: '/companies' };
    for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
      const answer = await w.app.inject({
        method: get.method,
        url: `/api/v1${get.path}`,
        headers: { cookie: master.cookie, [name]: 'POST', 'sec-fetch-site': 'cross-site' },
      });
      expect([answer.statusCode, answer.json().items !== undefined]).toEqual([200, true]);
    }
    expect(
      (await w.app.inject({ method: 'GET', url: '/api/v1/companies?_method=POST', headers: { cookie: master.cookie } })).statusCode,
    ).toBe(422);
  });
  it('other origins to read: no answer carries a CORS header, not even to a preflight', async () => {
    for (const method of ['GET', 'OPTIONS', 'POST'] as const) {
      const answer = await w.app.inject({
        method,
        url: '/api/v1/companies',
        headers: {
          cookie: master.cookie,
          origin: 'https://evil.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
    }
  });
});

describe('allows', () => {
  it('our own pages, and programs that carry no cookie of a browser', async () => {
    for (const [n, headers] of (
      [{ 'sec-fetch-site': 'same-origin' }, { origin: 'http://localhost:3000' }, {}] as Record<string, string>[]
    ).entries())
      expect((await send({ method: 'POST', path: '/companies' }, headers, `{"name":"Ours ${n}"}`)).statusCode).toBe(201);
  });
  it('no GET to change anything: routes that write are none', () => {
    expect(contracts.filter(({ method, tx }) => method === 'GET' && tx === 'write').map(({ id }) => id)).toEqual([]);
  });
});

async function counts() {
  const { rows } = await w.db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  );
  const found: Record<string, unknown> = {};
  for (const { name } of rows.filter((one) => !/^(pgboss|rate_limit|limits|sessions)/.test(one.name)))
    found[name] = (await w.db.execute(sql`select count(*)::int as n from ${sql.identifier(name)}`)).rows[0]?.n;
  return found;
}
