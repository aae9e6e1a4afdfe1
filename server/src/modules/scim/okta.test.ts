import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Directory, directory, listen, patchBody } from '../../../test/scim-peer.ts';
import { type World, world } from '../../../test/world.ts';

/**
 * The requests that Okta documents for SCIM 2.0 applications: pages from 1, whole resources in PUT, objects without a path in PATCH,
 * and no DELETE: who leaves is not active any more. Its staff is provisioned here.
 */
let w: World;
let okta: Directory;
beforeAll(async () => {
  w = await world();
  const url = await listen(w);
  okta = await directory(await w.tech({ role: 'master-admin' }), url, { audience: 'staff' });
}, 120_000);
afterAll(() => w?.close());

const NEW = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: 'test.user@okta.test',
  name: { givenName: 'Test', familyName: 'User' },
  emails: [{ primary: true, value: 'test.user@okta.test', type: 'work' }],
  displayName: 'Test User',
  locale: 'en-US',
  externalId: '00ujl29u0le5T6Aj10h7',
  groups: [],
  password: '1mz050nq',
  active: true,
};

describe('allows Okta', () => {
  let user: string;
  let group: string;

  it('to look for a user, and to create the one it did not find', async () => {
    const look = '/Users?filter=userName%20eq%20%22test.user%40okta.test%22&startIndex=1&count=100';
    expect((await okta.send('GET', look)).body).toMatchObject({ totalResults: 0, startIndex: 1, Resources: [] });
    const made = await okta.send('POST', '/Users', NEW);
    expect(made.status).toBe(201);
    user = made.body.id;
    expect(made.body).toMatchObject({
      userName: NEW.userName,
      externalId: NEW.externalId,
      name: { givenName: 'Test', familyName: 'User' },
    });
    // What it sent as a password is nowhere: nobody can sign in with it.
    expect(JSON.stringify(made.body)).not.toContain('1mz050nq');
    expect((await okta.send('GET', look)).body).toMatchObject({ totalResults: 1, Resources: [{ id: user }] });
  });

  it('to read all in pages', async () => {
    await okta.send('POST', '/Users', {
      ...NEW,
      userName: 'two@okta.test',
      emails: [{ value: 'two@okta.test', primary: true }],
      externalId: 'two',
    });
    const first = await okta.send('GET', '/Users?startIndex=1&count=1');
    const second = await okta.send('GET', '/Users?startIndex=2&count=1');
    expect(first.body).toMatchObject({ totalResults: 2, startIndex: 1, itemsPerPage: 1, Resources: [{ id: user }] });
    expect(second.body).toMatchObject({ totalResults: 2, startIndex: 2, itemsPerPage: 1, Resources: [{ userName: 'two@okta.test' }] });
    expect((await okta.send('GET', '/Users?startIndex=3&count=1')).body.Resources).toEqual([]);
  });

  it('to replace it whole: what is not said is taken away, and the role stays', async () => {
    await okta.send('PATCH', `/Users/${user}`, patchBody({ op: 'add', path: 'title', value: 'Engineer' }));
    const whole = await okta.send('GET', `/Users/${user}`);
    expect(whole.body.title).toBe('Engineer');
    const { title: _gone, ...rest } = whole.body;
    const answer = await okta.send('PUT', `/Users/${user}`, {
      ...rest,
      name: { givenName: 'Another', familyName: 'User' },
      displayName: 'Another User',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: user, displayName: 'Another User', name: { givenName: 'Another' }, active: true });
    expect(answer.body.title).toBeUndefined();
    const { rows } = await w.db.execute(`select role from techs where id = ${user}`);
    expect(rows).toEqual([{ role: 'member' }]);
  });

  it('to deactivate and to reactivate by an object without a path', async () => {
    const off = await okta.send('PATCH', `/Users/${user}`, patchBody({ op: 'replace', value: { active: false } }));
    expect(off.body.active).toBe(false);
    const on = await okta.send('PATCH', `/Users/${user}`, patchBody({ op: 'replace', value: { active: true } }));
    expect(on.body.active).toBe(true);
  });

  it('to push a group: create, add, rename, replace everybody, take one out, delete', async () => {
    const two = (await okta.send('GET', '/Users?filter=userName eq "two@okta.test"')).body.Resources[0].id;
    expect((await okta.send('GET', '/Groups?startIndex=1&count=100')).body.totalResults).toBe(0);
    const made = await okta.send('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Test SCIMv2',
      members: [],
    });
    expect(made.status).toBe(201);
    group = made.body.id;
    const at = `/Groups/${group}`;
    const added = await okta.send('PATCH', at, patchBody({ op: 'add', path: 'members', value: [{ value: user, display: NEW.userName }] }));
    expect(added.body.members).toMatchObject([{ value: user }]);
    const renamed = await okta.send('PATCH', at, patchBody({ op: 'replace', value: { id: group, displayName: 'Test SCIMv0' } }));
    expect(renamed.body).toMatchObject({ displayName: 'Test SCIMv0', members: [{ value: user }] });
    const replaced = await okta.send('PATCH', at, patchBody({ op: 'replace', path: 'members', value: [{ value: two }] }));
    expect(replaced.body.members).toMatchObject([{ value: two }]);
    const one = await okta.send(
      'PATCH',
      at,
      patchBody({ op: 'remove', path: `members[value eq "${two}"]` }, { op: 'add', path: 'members', value: [{ value: user }] }),
    );
    expect(one.body.members).toMatchObject([{ value: user }]);
    const put = await okta.send('PUT', at, { ...one.body, members: [{ value: user }, { value: two }] });
    expect(put.body.members.map((member: { value: string }) => member.value).sort()).toEqual([user, two].sort());
    expect((await okta.send('GET', '/Groups?startIndex=1&count=100')).body).toMatchObject({ totalResults: 1, Resources: [{ id: group }] });
    expect((await okta.send('DELETE', at)).status).toBe(204);
    expect((await okta.send('GET', '/Groups')).body.totalResults).toBe(0);
  });
});
