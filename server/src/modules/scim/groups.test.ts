import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Directory, directory, listen, patchBody, userBody } from '../../../test/scim-peer.ts';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let url: string;
let admin: Someone;
let company: { id: number };
let elsewhere: { id: number };
let ofCompany: Directory;
let ofElsewhere: Directory;
let ofStaff: Directory;
beforeAll(async () => {
  w = await world();
  url = await listen(w);
  admin = await w.tech({ role: 'master-admin' });
  company = await w.company();
  elsewhere = await w.company();
  ofCompany = await directory(admin, url, { name: 'Okta', audience: 'company', companyId: company.id });
  ofElsewhere = await directory(admin, url, { audience: 'company', companyId: elsewhere.id });
  ofStaff = await directory(admin, url, { audience: 'staff' });
}, 120_000);
afterAll(() => w?.close());

let counter = 0;
const user = async (from: Directory): Promise<string> => (await from.send('POST', '/Users', userBody(`member${++counter}@x.test`))).body.id;
const group = async (from: Directory, members: string[] = [], displayName = `Group ${++counter}`) => {
  const answer = await from.send('POST', '/Groups', { displayName, members: members.map((value) => ({ value })) });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};
const idsIn = (resource: { members: { value: string }[] }) => resource.members.map((one) => one.value);
const add = (...ids: (string | number)[]) =>
  patchBody({ op: 'add', path: 'members', value: ids.map((value) => ({ value: String(value) })) });
const stored = async (name: string) =>
  (await w.db.execute<{ id: number }>(sql`select id from contact_groups where name = ${name} and deleted_at is null`)).rows[0]!.id;
const storedMembers = async (name: string) =>
  (
    await w.db.execute<{ contact_id: number; role: string }>(
      sql`select contact_id, role from contact_group_members where group_id = ${await stored(name)} order by contact_id`,
    )
  ).rows;

describe('allows', () => {
  it('a company’s groups to be contact groups, whose members share tickets at the next request', async () => {
    const [a, b] = [await user(ofCompany), await user(ofCompany)];
    const made = await group(ofCompany, [a, b]);
    expect(await storedMembers(made.displayName)).toEqual([a, b].map((id) => ({ contact_id: Number(id), role: 'regular' })));
    const { userName } = (await ofCompany.send('GET', `/Users/${a}`)).body;
    const seen = await w.session({ id: Number(a), email: userName, companyId: company.id });
    expect((await seen.call('GET', '/contact-groups')).body.items).toMatchObject([{ name: made.displayName }]);
    await ofCompany.send('PATCH', `/Groups/${made.id}`, patchBody({ op: 'remove', path: `members[value eq "${a}"]` }));
    expect((await seen.call('GET', '/contact-groups')).body.items).toEqual([]);
  });

  it('staff’s groups to be teams; who leads one goes on leading', async () => {
    const [a, b] = [await user(ofStaff), await user(ofStaff)];
    const made = await group(ofStaff, [a]);
    await w.db.execute(sql`update team_members set is_lead = true where tech_id = ${Number(a)}`);
    await ofStaff.send('PUT', `/Groups/${made.id}`, { displayName: made.displayName, members: [{ value: b }, { value: a }] });
    const { rows } = await w.db.execute(
      sql`select tech_id, is_lead from team_members where tech_id in (${Number(a)}, ${Number(b)}) order by tech_id`,
    );
    expect(rows).toEqual([
      { tech_id: Number(a), is_lead: true },
      { tech_id: Number(b), is_lead: false },
    ]);
  });

  it('a rename by PUT without members to leave them', async () => {
    const a = await user(ofCompany);
    const made = await group(ofCompany, [a]);
    const put = await ofCompany.send('PUT', `/Groups/${made.id}`, { displayName: `${made.displayName} renamed`, externalId: 'e' });
    expect(put.body).toMatchObject({ displayName: `${made.displayName} renamed`, externalId: 'e', members: [{ value: a }] });
  });

  it('a group that is there to be taken over, with the people somebody put in by hand', async () => {
    const hand = await w.contact({ companyId: company.id });
    const made = await admin.call('POST', '/contact-groups', { companyId: company.id, name: 'By hand' });
    await admin.call('POST', `/contact-groups/${made.body.id}/members`, { contactId: hand.id, role: 'manager' });
    const a = await user(ofCompany);
    const taken = await group(ofCompany, [a], 'by HAND');
    expect(idsIn(taken)).toEqual([a]);
    await ofCompany.send('PATCH', `/Groups/${taken.id}`, patchBody({ op: 'remove', path: 'members' }));
    // Whom the directory does not know, it does not take out.
    expect(await storedMembers('By hand')).toEqual([{ contact_id: hand.id, role: 'manager' }]);
  });

  it('a deleted group to come back', async () => {
    for (const from of [ofCompany, ofStaff]) {
      const made = await group(from, [await user(from)]);
      expect((await from.send('DELETE', `/Groups/${made.id}`)).status).toBe(204);
      expect((await from.send('GET', `/Groups/${made.id}`)).status).toBe(404);
      expect((await group(from, [], made.displayName)).displayName).toBe(made.displayName);
    }
  });

  it('a team that was put to rest by hand to come back to its own directory, and to no other', async () => {
    const a = await user(ofStaff);
    const made = await group(ofStaff, [a]);
    const { rows } = await w.db.execute<{ id: number }>(sql`select id from teams where name = ${made.displayName}`);
    const at = `/teams/${rows[0]!.id}`;
    expect((await admin.call('PATCH', at, { active: false })).status).toBe(200);
    expect((await ofStaff.send('GET', `/Groups/${made.id}`)).status).toBe(404);
    const other = await directory(admin, url, { audience: 'staff', mayAdopt: true });
    const taken = await other.send('POST', '/Groups', { displayName: made.displayName });
    expect(taken.body).toMatchObject({ status: '409', scimType: 'uniqueness', detail: expect.stringContaining('another directory') });
    const back = await group(ofStaff, [a], made.displayName);
    expect(back).toMatchObject({ id: made.id, members: [{ value: a }] });
    expect((await admin.call('GET', at)).body).toMatchObject({ active: true });
    expect((await ofStaff.send('POST', '/Groups', { displayName: made.displayName })).status).toBe(409);
  });

  it('pages and filters, and members only where they are wanted', async () => {
    const made = await group(ofCompany, [await user(ofCompany)]);
    const all = await ofCompany.send('GET', '/Groups?count=1&startIndex=2');
    expect(all.body).toMatchObject({ startIndex: 2, itemsPerPage: 1 });
    const some = await ofCompany.send('GET', `/Groups?attributes=displayName&filter=displayName eq "${made.displayName}"`);
    expect(Object.keys(some.body.Resources[0]).sort()).toEqual(['displayName', 'id', 'meta', 'schemas']);
    const without = await ofCompany.send('GET', `/Groups/${made.id}?excludedAttributes=members`);
    expect(without.body.members).toBeUndefined();
  });
});

describe('refuses', () => {
  it('members of another company, techs, contacts nobody linked, and numbers of nobody', async () => {
    const made = await group(ofCompany);
    const strangers = [
      await user(ofElsewhere),
      await user(ofStaff),
      (await w.contact({ companyId: company.id })).id,
      '999999999',
      'x',
      '-1',
      '1.5',
    ];
    for (const id of strangers) {
      const answer = await ofCompany.send('PATCH', `/Groups/${made.id}`, add(await user(ofCompany), id));
      expect(answer.body, String(id)).toMatchObject({ status: '400', scimType: 'invalidValue' });
    }
    // Refused whole.
    expect((await ofCompany.send('GET', `/Groups/${made.id}`)).body.members).toEqual([]);
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE'] as const)('%s of a group that is another connection’s or nobody’s', async (method) => {
    const theirs = await group(ofElsewhere, [await user(ofElsewhere)]);
    const team = await group(ofStaff);
    const hand = await admin.call('POST', '/contact-groups', { companyId: company.id, name: `Nobody’s ${++counter}` });
    const body = {
      PUT: { displayName: 'Mine' },
      PATCH: patchBody({ op: 'replace', path: 'displayName', value: 'Mine' }),
      GET: undefined,
      DELETE: undefined,
    }[method];
    for (const id of [theirs.id, team.id, hand.body.id + 1_000_000])
      expect((await ofCompany.send(method, `/Groups/${id}`, body)).status).toBe(404);
    expect((await ofElsewhere.send('GET', `/Groups/${theirs.id}`)).body).toEqual(theirs);
  });

  it('a team that is there, to a connection that may take over nothing', async () => {
    await w.team({ name: 'Network' });
    expect((await ofStaff.send('POST', '/Groups', { displayName: 'network' })).body).toMatchObject({
      status: '409',
      scimType: 'uniqueness',
    });
  });

  it('the 51st group of a contact, and nothing of the request is kept', async () => {
    const a = await user(ofCompany);
    await w.db.execute(sql`with made as (insert into contact_groups (company_id, name) select ${company.id}, 'Many ' || n from generate_series(1, 50) n returning id)
      insert into contact_group_members (group_id, contact_id, role) select id, ${Number(a)}, 'regular' from made`);
    const made = await group(ofCompany);
    const both = patchBody({ op: 'replace', path: 'displayName', value: 'Renamed' }, { op: 'add', path: 'members', value: [{ value: a }] });
    expect((await ofCompany.send('PATCH', `/Groups/${made.id}`, both)).status).toBe(409);
    expect((await ofCompany.send('GET', `/Groups/${made.id}`)).body).toEqual(made);
  });

  it('what makes no sense, in words', async () => {
    const made = await group(ofCompany);
    const at = `/Groups/${made.id}`;
    const wrong: readonly [unknown, string][] = [
      [patchBody({ op: 'add', path: 'members[value eq "1"]', value: [] }), 'invalidPath'],
      [patchBody({ op: 'remove', path: 'members[display eq "x"]' }), 'invalidPath'],
      [patchBody({ op: 'replace', path: 'nothing', value: 'x' }), 'invalidPath'],
      [patchBody({ op: 'remove' }), 'noTarget'],
      [patchBody({ op: 'move', path: 'members' }), 'invalidSyntax'],
      [patchBody({ op: 'replace', path: 'displayName', value: '' }), 'invalidValue'],
      [patchBody({ op: 'replace', path: 'displayName', value: 'x'.repeat(101) }), 'invalidValue'],
      [patchBody({ op: 'add', path: 'members', value: Array(5001).fill({ value: '1' }) }), 'invalidValue'],
      [{ Operations: [] }, 'invalidSyntax'],
      [[], 'invalidSyntax'],
    ];
    for (const [body, scimType] of wrong)
      expect((await ofCompany.send('PATCH', at, body)).body, JSON.stringify(body).slice(0, 200)).toMatchObject({ status: '400', scimType });
    expect((await ofCompany.send('POST', '/Groups', {})).body).toMatchObject({ scimType: 'invalidValue' });
  });
});

describe('conflicts', () => {
  it('a POST again is 409 uniqueness; two at once make one', async () => {
    const made = await group(ofCompany);
    expect((await ofCompany.send('POST', '/Groups', { displayName: made.displayName })).body).toMatchObject({ scimType: 'uniqueness' });
    for (const from of [ofCompany, ofStaff]) {
      const body = { displayName: `Twice ${++counter}` };
      const both = await Promise.all([from.send('POST', '/Groups', body), from.send('POST', '/Groups', body)]);
      expect(both.map((answer) => answer.status).sort()).toEqual([201, 409]);
    }
  });

  it('two who add different members at once, and both are in', async () => {
    const made = await group(ofCompany);
    const [a, b] = [await user(ofCompany), await user(ofCompany)];
    await Promise.all([a, b].map((id) => ofCompany.send('PATCH', `/Groups/${made.id}`, add(id))));
    expect(idsIn((await ofCompany.send('GET', `/Groups/${made.id}`)).body).sort()).toEqual([a, b].sort());
  });
});

describe('emits', () => {
  it('who came and went, under the name of the connection', async () => {
    const a = await user(ofCompany);
    const made = await group(ofCompany, [a]);
    await ofCompany.send('PATCH', `/Groups/${made.id}`, patchBody({ op: 'remove', path: 'members' }));
    const { rows } = await w.db.execute(sql`select name, actor->'via'->>'name' as by from events
      where entity_kind = 'contact-group' and entity_id = ${await stored(made.displayName)} and name like 'contactGroup.%' order by id`);
    expect(rows).toEqual(['created', 'memberAdded', 'memberRemoved'].map((what) => ({ name: `contactGroup.${what}`, by: 'Okta' })));
  });
});

describe('costs', () => {
  it('as many statements for a thousand members as for ten', async () => {
    const ids = async (count: number): Promise<number[]> => {
      const { rows } = await w.db.execute<{
        id: number;
      }>(sql`with a as (insert into accounts (kind, company_id, name, email, created_at, updated_at)
        select 'contact', ${company.id}, 'Bulk ' || n, ${`b${++counter}`} || n || '@x.test', now(), now() from generate_series(1, ${count}::int) n returning id, email),
        c as (insert into contacts (id) select id from a)
        insert into scim_users (account_id, connection_id, user_name, created_at) select id, ${ofCompany.id}, email, now() from a returning account_id as id`);
      return rows.map((row) => row.id);
    };
    const cost = async (count: number) => {
      const made = await group(ofCompany);
      const body = add(...(await ids(count)));
      const { result, count: statements } = await w.countStatements(() => ofCompany.send('PATCH', `/Groups/${made.id}`, body));
      expect(result.body.members).toHaveLength(count);
      return statements;
    };
    await cost(1);
    expect(await cost(1000)).toBe(await cost(10));
  });
});
