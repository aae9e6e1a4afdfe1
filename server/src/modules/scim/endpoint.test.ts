import { sql } from 'drizzle-orm';
import SCIMMY from 'scimmy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Directory, directory, listen, patchBody, userBody } from '../../../test/scim-peer.ts';
import { type Someone, type World, world } from '../../../test/world.ts';
import { nowMs } from '../../kernel/clock.ts';

let w: World;
let url: string;
let admin: Someone;
let from: Directory;
let company: { id: number };
beforeAll(async () => {
  w = await world();
  url = await listen(w);
  admin = await w.tech({ role: 'master-admin' });
  company = await w.company();
  from = await directory(admin, url, { audience: 'company', companyId: company.id });
}, 120_000);
afterAll(() => w?.close());

describe('allows', () => {
  it('to be asked what it can do, in words a library of others understands', async () => {
    const config = (await from.send('GET', '/ServiceProviderConfig')).body;
    expect(config).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      filter: { supported: true, maxResults: 200 },
      etag: { supported: true },
    });
    expect(() => SCIMMY.Schemas.ServiceProviderConfig.definition.coerce(config, 'out', `${url}/scim/v2`)).not.toThrow();
    const types = (await from.send('GET', '/ResourceTypes')).body.Resources;
    for (const one of types) expect(() => SCIMMY.Schemas.ResourceType.definition.coerce(one, 'out', `${url}/scim/v2`)).not.toThrow();
    expect((await from.send('GET', '/ResourceTypes/User')).body.endpoint).toBe('/Users');
    const schemas = (await from.send('GET', '/Schemas')).body.Resources;
    expect(schemas.map((one: { name: string }) => one.name)).toEqual(['User', 'Group', 'EnterpriseUser']);
    expect((await from.send('GET', `/Schemas/${schemas[0].id}`)).body.id).toBe(schemas[0].id);
  });

  it('schemas to name exactly what answers hold', async () => {
    const { body: user } = await from.send('POST', '/Users', {
      ...userBody('whole@x.test', { displayName: 'Whole', title: 'T', locale: 'de', timezone: 'Europe/Berlin', externalId: 'w' }),
      name: { givenName: 'W', familyName: 'H' },
      phoneNumbers: [{ type: 'mobile', value: '0151 123456' }],
    });
    const { Resources } = (await from.send('GET', '/Schemas')).body;
    const names = Resources[0].attributes.map((one: { name: string }) => one.name);
    const common = ['schemas', 'id', 'externalId', 'meta'];
    expect(Object.keys(user).filter((name) => !common.includes(name) && !names.includes(name))).toEqual([]);
  });

  it('attributes to be chosen, and pages that make no sense to be corrected', async () => {
    const some = await from.send('GET', '/Users?attributes=userName,name.givenName');
    expect(Object.keys(some.body.Resources[0]).sort()).toEqual(['id', 'meta', 'name', 'schemas', 'userName']);
    const without = await from.send('GET', '/Users?excludedAttributes=emails,urn:ietf:params:scim:schemas:core:2.0:User:title');
    expect(without.body.Resources[0].emails).toBeUndefined();
    expect(without.body.Resources[0].title).toBeUndefined();
    expect((await from.send('GET', '/Users?startIndex=-5&count=-1')).body).toMatchObject({ startIndex: 1, itemsPerPage: 0 });
    expect((await from.send('GET', '/Users?startIndex=x&count=y&unknown=z')).status).toBe(200);
    expect((await from.send('GET', '/Users?startIndex=999999999999')).status).toBe(200);
  });
});

describe('refuses', () => {
  it.each([
    ['no JSON', '{"userName":', 400, 'invalidSyntax'],
    ['nothing', '', 400, 'invalidSyntax'],
    ['a list', '[]', 400, 'invalidSyntax'],
    ['a text', '"x"', 400, 'invalidSyntax'],
    ['a prototype', '{"userName":"p@x.test","__proto__":{"active":false}}', 400, 'invalidSyntax'],
    ['no userName', '{"displayName":"x"}', 400, 'invalidValue'],
    ['an empty userName', '{"userName":" "}', 400, 'invalidValue'],
    ['a userName of another kind', '{"userName":["a@b.c"]}', 400, 'invalidValue'],
    ['no address', '{"userName":"anna"}', 400, 'invalidValue'],
    ['a wrong address', '{"userName":"anna","emails":[{"value":"no address"}]}', 400, 'invalidValue'],
    ['a NUL', '{"userName":"n@x.test","title":"a\\u0000b"}', 400, 'invalidValue'],
    ['half an emoji', '{"userName":"n@x.test","displayName":"\\ud83d"}', 400, 'invalidValue'],
    ['nothing to read', '{"userName":"n@x.test","displayName":"\\u200b\\u200b"}', 400, 'invalidValue'],
    ['a name without end', `{"userName":"n@x.test","displayName":"${'x'.repeat(500_000)}"}`, 400, 'invalidValue'],
    ['active or not', '{"userName":"n@x.test","active":"perhaps"}', 400, 'invalidValue'],
    ['emails without number', `{"userName":"n@x.test","emails":[${Array(101).fill('{"value":"a@b.c"}').join()}]}`, 400, 'invalidValue'],
    ['two megabytes', `{"userName":"n@x.test","x":"${'x'.repeat(2_000_000)}"}`, 413, undefined],
  ])('%s', async (_what, body, status, scimType) => {
    const answer = await from.send('POST', '/Users', body);
    expect(answer.status).toBe(status);
    expect(answer.body.scimType).toBe(scimType);
    expect(({} as { active?: boolean }).active).toBeUndefined();
  });

  it('deep nesting, without growing hot', async () => {
    const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const began = nowMs();
    const answer = await from.send('POST', '/Users', `{"userName":"deep@x.test","addresses":${deep}}`);
    expect([201, 400]).toContain(answer.status);
    const patch = `{"Operations":[{"op":"replace","path":"emails","value":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}`;
    const { body } = await from.send('GET', '/Users?filter=userName eq "whole@x.test"');
    expect((await from.send('PATCH', `/Users/${body.Resources[0].id}`, patch)).status).toBe(400);
    expect(nowMs() - began).toBeLessThan(5_000);
  });

  it('changes that lead nowhere, and paths into the language itself', async () => {
    const { body: user } = await from.send('POST', '/Users', userBody('paths@x.test'));
    for (const path of [
      '__proto__.polluted',
      'constructor.prototype.polluted',
      'emails[__proto__ eq "x"]',
      'toString',
      'nothing',
      'name.first',
      'emails[',
      'a b',
    ])
      for (const op of ['add', 'remove', 'replace']) {
        const answer = await from.send('PATCH', `/Users/${user.id}`, patchBody({ op, path, value: 'yes' }));
        expect([200, 400], path).toContain(answer.status);
      }
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
    expect((await from.send('GET', `/Users/${user.id}`)).body).toEqual(user);
    expect((await from.send('PATCH', `/Users/${user.id}`, patchBody({ op: 'replace', path: 'nothing', value: 1 }))).body.scimType).toBe(
      'invalidPath',
    );
    const many = patchBody(...Array(1001).fill({ op: 'replace', path: 'title', value: 'x' }));
    expect((await from.send('PATCH', `/Users/${user.id}`, many)).body.scimType).toBe('invalidSyntax');
  });

  it('filters it cannot read or find by', async () => {
    for (const filter of [
      'userName co "a"',
      'userName eq',
      '('.repeat(1000),
      `userName eq "${'\n'.repeat(40)}`,
      'title eq "x"',
      'x'.repeat(3000),
    ]) {
      const answer = await from.send('GET', `/Users?filter=${encodeURIComponent(filter)}`);
      expect(answer.body, filter.slice(0, 40)).toMatchObject({ status: '400', scimType: 'invalidFilter' });
    }
    expect((await from.send('GET', '/Users?filter=active eq true&filter=active eq false')).body.scimType).toBe('invalidFilter');
  });

  it('other content types, other places, other methods, in its own words', async () => {
    expect((await from.send('POST', '/Users', 'userName=x', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect(
      (await from.send('POST', '/Users', JSON.stringify(userBody('json@x.test')), { 'content-type': 'application/json' })).status,
    ).toBe(201);
    for (const [method, path] of [
      ['GET', '/Nothing'],
      ['POST', '/Bulk'],
      ['GET', '/Me'],
      ['DELETE', '/Users'],
      ['GET', '/Users/x'],
      ['GET', '/Users/1.5'],
    ] as const)
      expect((await from.send(method, path)).status, path).toBe(404);
  });

  it('whoever sends more than the limit, until later', async () => {
    const fresh = await directory(admin, url, { audience: 'company', companyId: company.id });
    const statuses = new Set<number>();
    let last = 200;
    for (let n = 0; n < 1_900 && last !== 429; n++) {
      const answer = await w.app.inject({ url: '/scim/v2/ServiceProviderConfig', headers: { authorization: `Bearer ${fresh.token}` } });
      last = answer.statusCode;
      statuses.add(last);
      if (last === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect([...statuses]).toEqual([200, 429]);
    // Others are not slowed down by it.
    expect((await from.send('GET', '/Users?count=1')).status).toBe(200);
  }, 60_000);

  it('strangers who guess, sooner', async () => {
    const guess = () =>
      w.app.inject({ url: '/scim/v2/Users', remoteAddress: '203.0.113.9', headers: { authorization: 'Bearer scim_guessguessguessguess' } });
    const statuses: number[] = [];
    for (let n = 0; n < 62; n++) statuses.push((await guess()).statusCode);
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('costs', () => {
  it('a page of 200 as many statements as a page of one, and 10,000 users in pages by an index', async () => {
    const many = await directory(admin, url, { audience: 'company', companyId: company.id });
    const others = await directory(admin, url, { audience: 'company', companyId: company.id });
    await w.db.execute(sql`with a as (insert into accounts (kind, company_id, name, email, created_at, updated_at)
      select 'contact', ${company.id}, 'Person ' || n, 'p' || n || '@many.test', now(), now() from generate_series(1, 40000) n returning id, email),
      c as (insert into contacts (id) select id from a)
      insert into scim_users (account_id, connection_id, user_name, external_id, created_at)
      select id, case when id % 4 = 0 then ${many.id}::int else ${others.id}::int end, email, 'x' || id, now() from a`);
    await w.db.execute(sql`vacuum analyze scim_users`);
    await w.db.execute(sql`analyze accounts`);
    const page = (startIndex: number, count: number) =>
      w.countStatements(() => many.send('GET', `/Users?startIndex=${startIndex}&count=${count}`));
    await page(1, 1);
    const [one, full] = [await page(1, 1), await page(9_801, 200)];
    expect(full.count).toBe(one.count);
    expect(full.count).toBeLessThanOrEqual(4);
    const seen = new Set<string>();
    for (let at = 1; at <= 10_000; at += 200) {
      const { body } = await many.send('GET', `/Users?startIndex=${at}&count=200&attributes=userName`);
      expect(body).toMatchObject({ totalResults: 10_000, itemsPerPage: 200 });
      for (const user of body.Resources) seen.add(user.userName);
    }
    expect(seen.size).toBe(10_000);
    const plan = async (where: ReturnType<typeof sql>) => JSON.stringify((await w.db.execute(sql`explain (format json) ${where}`)).rows);
    const mine = sql`u.connection_id = ${sql.raw(String(many.id))} and u.removed_at is null`;
    expect(await plan(sql`select u.account_id from scim_users u where ${mine} order by u.account_id offset 9800 limit 200`)).toContain(
      'scim_users_list',
    );
    expect(await plan(sql`select 1 from scim_users u where ${mine} and u.user_key = lower('P77@many.test')`)).toContain(
      'scim_users_name_key',
    );
    expect(await plan(sql`select 1 from scim_users u where ${mine} and u.external_id = 'x77'`)).toContain('scim_users_external');
    expect(
      await plan(
        sql`select 1 from scim_users u join accounts a on a.id = u.account_id where ${mine} and a.email_key = lower('p77@many.test')`,
      ),
    ).toMatch(/accounts_(contact_)?email/);
  }, 120_000);

  it('a change within a budget', async () => {
    const { body: user } = await from.send('POST', '/Users', userBody('budget@x.test'));
    const patch = (title: string) =>
      w.countStatements(() => from.send('PATCH', `/Users/${user.id}`, patchBody({ op: 'replace', path: 'title', value: title })));
    await patch('warm');
    const { count, statements } = await patch('measured');
    expect(count, statements.join('\n')).toBeLessThanOrEqual(16);
    const { count: unchanged } = await patch('measured');
    expect(unchanged).toBeLessThanOrEqual(4);
  });
});
