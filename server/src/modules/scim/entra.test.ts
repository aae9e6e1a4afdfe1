import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Directory, directory, listen, patchBody } from '../../../test/scim-peer.ts';
import { type World, world } from '../../../test/world.ts';

/**
 * The requests that Microsoft documents for its provisioning service, with its habits: operations in capitals, truth as text, the
 * flag behind the tenant URL, filters in paths, members with and without a filter.
 */
let w: World;
let entra: Directory;
beforeAll(async () => {
  w = await world();
  const url = await listen(w);
  const { id } = await w.company({ name: 'Contoso' });
  entra = await directory(await w.tech({ role: 'master-admin' }), url, { audience: 'company', companyId: id });
}, 120_000);
afterAll(() => w?.close());

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const NEW = {
  schemas: [USER, ENTERPRISE],
  externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
  userName: 'Test_User_ab6490ee@contoso.test',
  active: true,
  addresses: [{ primary: false, type: 'work', country: 'Germany', locality: 'Berlin' }],
  displayName: 'lennay',
  emails: [{ primary: true, type: 'work', value: 'lennay.baumgartner@contoso.test' }],
  meta: { resourceType: 'User' },
  name: { formatted: 'Adrienne Baumgartner', familyName: 'Baumgartner', givenName: 'Adrienne' },
  phoneNumbers: [
    { primary: false, type: 'mobile', value: '+49 30 1234567' },
    { primary: true, type: 'work', value: '0301234-22' },
    { primary: false, type: 'fax', value: '0301234-99' },
  ],
  preferredLanguage: 'de-DE',
  title: 'Accountant',
  roles: [],
  [ENTERPRISE]: { department: 'Sales', employeeNumber: '4711', manager: '26118915' },
};

describe('allows Entra ID', () => {
  let user: string;
  let group: string;

  it('to test the connection: one user nobody has', async () => {
    const answer = await entra.send('GET', '/Users?aadOptscim062020&filter=userName+eq+%22b9b3bd33-3aae-4a4b-8d1b-6ee4a3d0a3a7%22');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ totalResults: 0, Resources: [], startIndex: 1, itemsPerPage: 0 });
  });

  it('to create a user, and to find it again', async () => {
    const made = await entra.send('POST', '/Users', NEW);
    expect(made.status).toBe(201);
    user = made.body.id;
    expect(made.headers.get('location')).toBe(made.body.meta.location);
    expect(made.body).toMatchObject({
      userName: NEW.userName,
      externalId: NEW.externalId,
      displayName: 'lennay',
      name: { givenName: 'Adrienne', familyName: 'Baumgartner' },
      title: 'Accountant',
      locale: 'de',
      active: true,
      emails: [{ type: 'work', primary: true, value: 'lennay.baumgartner@contoso.test' }],
      phoneNumbers: [
        { type: 'work', value: '0301234-22' },
        { type: 'mobile', value: '+49 30 1234567' },
      ],
      [ENTERPRISE]: { department: 'Sales' },
    });
    const found = await entra.send('GET', `/Users?filter=userName eq "${NEW.userName.toUpperCase()}"`);
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id: user }] });
    expect((await entra.send('GET', `/Users?filter=externalId eq "${NEW.externalId}"`)).body.totalResults).toBe(1);
    const both = `emails[type eq "work"].value eq "x" and userName eq "y"`;
    expect((await entra.send('GET', `/Users?filter=${encodeURIComponent(both)}`)).body).toMatchObject({ totalResults: 0, Resources: [] });
    const within = `emails[type eq "work" and value eq "lennay.baumgartner@contoso.test"]`;
    expect((await entra.send('GET', `/Users?filter=${encodeURIComponent(within)}`)).body.totalResults).toBe(1);
    expect((await entra.send('GET', `/Users/${user}`)).body).toEqual(made.body);
  });

  it('to change it with filters in paths and dotted names in objects', async () => {
    const answer = await entra.send(
      'PATCH',
      `/Users/${user}`,
      patchBody(
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'updated@contoso.test' },
        { op: 'Replace', path: 'name.familyName', value: 'Baum' },
        { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '+49 151 7654321' },
        { op: 'Add', path: `${ENTERPRISE}:department`, value: 'Marketing' },
        { op: 'Add', path: `${ENTERPRISE}:employeeNumber`, value: '4712' },
        { op: 'Remove', path: 'title' },
        { op: 'Replace', value: { displayName: 'Adrienne Baum', 'name.givenName': 'Ady', [`${ENTERPRISE}:division`]: 'North' } },
      ),
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      displayName: 'Adrienne Baum',
      name: { givenName: 'Ady', familyName: 'Baum' },
      emails: [{ value: 'updated@contoso.test' }],
      phoneNumbers: [{ value: '0301234-22' }, { value: '+49 151 7654321' }],
      [ENTERPRISE]: { department: 'Marketing' },
    });
    expect(answer.body.title).toBeUndefined();
  });

  it('to disable with "False", to repeat itself without a change, and to enable', async () => {
    const off = await entra.send('PATCH', `/Users/${user}`, patchBody({ op: 'Replace', path: 'active', value: 'False' }));
    expect(off.body.active).toBe(false);
    const again = await entra.send('PATCH', `/Users/${user}`, patchBody({ op: 'Replace', value: { active: 'False' } }));
    expect(again.body).toEqual(off.body);
    expect(again.headers.get('etag')).toBe(off.headers.get('etag'));
    const on = await entra.send('PATCH', `/Users/${user}`, patchBody({ op: 'Add', path: 'active', value: 'True' }));
    expect(on.body.active).toBe(true);
  });

  it('to look for a group without its members, to create it, to rename it', async () => {
    const look = `/Groups?excludedAttributes=members&filter=displayName eq "Finance"`;
    expect((await entra.send('GET', look)).body.totalResults).toBe(0);
    const made = await entra.send('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group', 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'],
      externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
      displayName: 'Finance',
      meta: { resourceType: 'Group' },
    });
    expect(made.status).toBe(201);
    group = made.body.id;
    const found = await entra.send('GET', look);
    expect(found.body.Resources[0]).toMatchObject({ id: group, displayName: 'Finance' });
    expect(found.body.Resources[0].members).toBeUndefined();
    const renamed = await entra.send('PATCH', `/Groups/${group}`, patchBody({ op: 'Replace', path: 'displayName', value: 'Treasury' }));
    expect(renamed.body.displayName).toBe('Treasury');
  });

  it('to put members in and take them out, in both of its ways', async () => {
    const add = patchBody({ op: 'Add', path: 'members', value: [{ $ref: null, value: user }] });
    expect((await entra.send('PATCH', `/Groups/${group}`, add)).body.members).toMatchObject([{ value: user, type: 'User' }]);
    expect((await entra.send('PATCH', `/Groups/${group}`, add)).body.members).toHaveLength(1);
    const byValue = patchBody({ op: 'Remove', path: 'members', value: [{ $ref: null, value: user }] });
    expect((await entra.send('PATCH', `/Groups/${group}`, byValue)).body.members).toEqual([]);
    await entra.send('PATCH', `/Groups/${group}`, add);
    const byFilter = patchBody({ op: 'Remove', path: `members[value eq "${user}"]` });
    expect((await entra.send('PATCH', `/Groups/${group}`, byFilter)).body.members).toEqual([]);
  });

  it('to delete both; who comes back is the same contact', async () => {
    expect((await entra.send('DELETE', `/Groups/${group}`)).status).toBe(204);
    expect((await entra.send('GET', `/Groups/${group}`)).status).toBe(404);
    expect((await entra.send('DELETE', `/Users/${user}`)).status).toBe(204);
    expect((await entra.send('GET', `/Users/${user}`)).status).toBe(404);
    expect((await entra.send('DELETE', `/Users/${user}`)).status).toBe(404);
    const back = await entra.send('POST', '/Users', { ...NEW, emails: [{ type: 'work', value: 'updated@contoso.test', primary: true }] });
    expect(back.status).toBe(201);
    expect(back.body).toMatchObject({ id: user, active: true, title: 'Accountant' });
  });
});
