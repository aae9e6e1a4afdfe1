import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LiveWorld, liveWorld } from '../../../test/live.ts';
import { type Directory, directory, listen, patchBody, senderOf, userBody } from '../../../test/scim-peer.ts';
import type { Someone } from '../../../test/world.ts';

let w: LiveWorld;
let url: string;
let admin: Someone;
let contoso: { id: number; name: string };
let fabrikam: { id: number; name: string };
let ofContoso: Directory;
let ofFabrikam: Directory;
let ofStaff: Directory;
let ofAdmins: Directory;
beforeAll(async () => {
  w = await liveWorld();
  url = await listen(w);
  admin = await w.tech({ role: 'master-admin' });
  contoso = await w.company({ name: 'Contoso' });
  fabrikam = await w.company({ name: 'Fabrikam' });
  ofContoso = await directory(admin, url, { name: 'Contoso’s Entra', audience: 'company', companyId: contoso.id });
  ofFabrikam = await directory(admin, url, { audience: 'company', companyId: fabrikam.id });
  ofStaff = await directory(admin, url, { audience: 'staff' });
  ofAdmins = await directory(admin, url, { audience: 'staff', mayAdopt: true, managesAdmins: true, techRole: 'advanced' });
}, 120_000);
afterAll(() => w?.close());

let counter = 0;
const unique = () => `person${++counter}@contoso.test`;
const made = async (from: Directory, userName = unique(), more: Record<string, unknown> = {}) => {
  const answer = await from.send('POST', '/Users', userBody(userName, more));
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};
const accountAt = async (id: number | string) =>
  (
    await w.db.execute<{ name: string; email: string; active: boolean; kind: string; company_id: number | null; version: number }>(
      sql`select name, email, active, kind, company_id, version from accounts where id = ${Number(id)}`,
    )
  ).rows[0]!;
const off = patchBody({ op: 'replace', path: 'active', value: false });
const rename = patchBody({ op: 'replace', path: 'displayName', value: 'Mallory' });

describe('allows', () => {
  it('a company’s directory to take over the contact of that company with the address', async () => {
    const anna = await w.contact({ companyId: contoso.id, name: 'Anna', email: 'Anna@contoso.test' });
    const answer = await made(ofContoso, 'anna@CONTOSO.test', { externalId: 'a1', title: 'Head' });
    expect(answer).toMatchObject({ id: String(anna.id), userName: 'anna@CONTOSO.test', title: 'Head' });
    expect(await accountAt(anna.id)).toMatchObject({ company_id: contoso.id, active: true });
  });

  it('the same address in two companies, each by its own directory', async () => {
    const address = unique();
    const here = await made(ofContoso, address);
    const there = await made(ofFabrikam, address);
    expect(there.id).not.toBe(here.id);
    await ofFabrikam.send('PATCH', `/Users/${there.id}`, off);
    expect((await accountAt(here.id)).active).toBe(true);
  });

  it('staff’s directory to make techs with the least role, or the one that was chosen', async () => {
    const roleOf = async (id: string) => (await w.db.execute(sql`select role from techs where id = ${Number(id)}`)).rows[0];
    const asks = { roles: [{ value: 'master-admin', primary: true }], userType: 'master-admin' };
    expect(await roleOf((await made(ofStaff, unique(), asks)).id)).toEqual({ role: 'member' });
    expect(await roleOf((await made(ofAdmins)).id)).toEqual({ role: 'advanced' });
  });

  it('an account that begins shut', async () => {
    for (const from of [ofContoso, ofStaff])
      expect((await accountAt((await made(from, unique(), { active: 'False' })).id)).active).toBe(false);
  });

  it('somebody whom staff shut out to stay so, when the directory takes him over without saying that he is active', async () => {
    const shut = async () => {
      const one = await w.contact({ companyId: contoso.id, email: unique() });
      expect((await admin.call('PATCH', `/contacts/${one.id}`, { active: false })).status).toBe(200);
      return one;
    };
    const [unsaid, said] = [await shut(), await shut()];
    expect(await made(ofContoso, unsaid.email, { title: 'Head' })).toMatchObject({ id: String(unsaid.id), active: false, title: 'Head' });
    expect((await unsaid.call('GET', '/me')).status).toBe(401);
    expect(await made(ofContoso, said.email, { active: true })).toMatchObject({ id: String(said.id), active: true });
    // What its own DELETE shut, its POST opens; another directory's does not.
    const own = await made(ofContoso);
    await ofContoso.send('DELETE', `/Users/${own.id}`);
    expect(await made(ofContoso, own.userName)).toMatchObject({ id: own.id, active: true });
    await ofContoso.send('DELETE', `/Users/${own.id}`);
    const second = await directory(admin, url, { audience: 'company', companyId: contoso.id });
    expect(await made(second, own.userName)).toMatchObject({ id: own.id, active: false });
    // And one that never shut anybody opens nobody.
    const keeping = await directory(admin, url, { audience: 'company', companyId: contoso.id, onDelete: 'keep' });
    const kept = await made(keeping);
    await keeping.send('DELETE', `/Users/${kept.id}`);
    await admin.call('PATCH', `/contacts/${kept.id}`, { active: false });
    expect(await made(keeping, kept.userName)).toMatchObject({ id: kept.id, active: false });
  });

  it('addresses of its company’s domains, of domains of nobody and of public providers', async () => {
    const [here, there] = [await w.company(), await w.company()];
    const domains = (id: number, ...all: string[]) => admin.call('PATCH', `/companies/${id}`, { domains: all });
    expect((await domains(here.id, 'here.example', 'both.example')).status).toBe(200);
    expect((await domains(there.id, 'there.example', 'both.example', 'gmail.com')).status).toBe(200);
    const ofHere = await directory(admin, url, { audience: 'company', companyId: here.id });
    for (const domain of ['here.example', 'BOTH.example', 'nobody.example', 'sub.there.example', 'gmail.com'])
      await made(ofHere, `ann@${domain}`);
  });

  it('a department of staff that exists, and forgets one that does not', async () => {
    await w.db.execute(sql`insert into departments (name) values ('Field service')`);
    const urn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
    const user = await made(ofStaff, unique(), { [urn]: { department: 'field SERVICE' } });
    expect(user[urn]).toEqual({ department: 'Field service' });
    const unknown = patchBody({ op: 'replace', path: `${urn}:department`, value: 'Alchemy' });
    expect((await ofStaff.send('PATCH', `/Users/${user.id}`, unknown)).body[urn]).toBeUndefined();
    const after = (await accountAt(user.id)).version;
    await ofStaff.send('PATCH', `/Users/${user.id}`, unknown);
    expect((await accountAt(user.id)).version).toBe(after);
  });

  it('hostile names as text, and numbers nobody can dial are left out', async () => {
    const name = '<img src=x onerror=alert(1)> "; drop table accounts; -- \u202E\u0007 {{7*7}}';
    const user = await made(ofContoso, unique(), {
      displayName: name,
      phoneNumbers: [{ type: 'work', value: 'call me' }],
      timezone: 'Mars/Olympus',
    });
    expect(user.displayName).toBe(name.replace(' -- \u202E\u0007 ', ' -- \u202E '));
    expect(user.phoneNumbers).toBeUndefined();
    expect(user.timezone).toBeUndefined();
  });

  it('what a directory does counts among the people who could use the portal', async () => {
    const count = async () => (await admin.call('GET', '/portal-access')).body.potentialUsers;
    const before = await count();
    const user = await made(ofContoso);
    expect(await count()).toBe(before + 1);
    await ofContoso.send('PATCH', `/Users/${user.id}`, off);
    expect(await count()).toBe(before);
  });
});

describe('ends', () => {
  it('sessions and sockets of who is disabled at once, and nobody else’s; tickets stay', async () => {
    const address = unique();
    const bob = await w.contact({ companyId: contoso.id, name: 'Bob', email: address });
    const twin = await w.contact({ companyId: fabrikam.id, name: 'Bob elsewhere', email: address });
    const ticket = await w.ticket({ from: bob, title: 'Still here' });
    await made(ofContoso, address);
    const socket = await w.dial({ cookie: bob.cookie });
    const gone = new Promise((resolve) => socket.on('disconnect', resolve));
    const answer = await ofContoso.send('PATCH', `/Users/${bob.id}`, off);
    expect(answer.body.active).toBe(false);
    await gone;
    expect((await bob.call('GET', '/me')).status).toBe(401);
    expect((await twin.call('GET', '/me')).status).toBe(200);
    expect((await admin.call('GET', `/tickets/${ticket.id}`)).body.title).toBe('Still here');
    // Open again, and yet nobody is in by what was proven before.
    await ofContoso.send('PATCH', `/Users/${bob.id}`, patchBody({ op: 'replace', path: 'active', value: true }));
    expect((await bob.call('GET', '/me')).status).toBe(401);
  });

  it('what a deleted tech could do, keys too', async () => {
    const user = await made(ofStaff);
    const tech = await w.session({ id: Number(user.id), email: user.userName });
    const key = await tech.call('POST', '/api-keys', { name: 'Script', scopes: ['*'] });
    expect((await ofStaff.send('DELETE', `/Users/${user.id}`)).status).toBe(204);
    expect((await tech.call('GET', '/me')).status).toBe(401);
    const bearer = { authorization: `Bearer ${key.body.token}` };
    expect((await w.anyone.call('GET', '/tickets', undefined, bearer)).status).toBe(401);
    expect(await accountAt(user.id)).toMatchObject({ active: false });
  });

  it('nothing but its own claim, when a connection only lets go', async () => {
    const keeping = await directory(admin, url, { audience: 'company', companyId: contoso.id, onDelete: 'keep' });
    const user = await made(keeping);
    expect((await keeping.send('DELETE', `/Users/${user.id}`)).status).toBe(204);
    expect(await accountAt(user.id)).toMatchObject({ active: true });
    expect((await keeping.send('GET', `/Users/${user.id}`)).status).toBe(404);
  });
});

describe('refuses', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE'] as const)('%s of another company’s contact, a tech, an unlinked contact', async (method) => {
    const elsewhere = await made(ofFabrikam);
    const tech = await made(ofStaff);
    const unlinked = await w.contact({ companyId: contoso.id });
    const body = { PUT: userBody('mallory@contoso.test'), PATCH: off, GET: undefined, DELETE: undefined }[method];
    for (const id of [elsewhere.id, tech.id, unlinked.id, admin.id]) {
      const before = await accountAt(id);
      const answer = await ofContoso.send(method, `/Users/${id}`, body);
      expect(answer.status).toBe(404);
      const missing = await ofContoso.send(method, '/Users/999999999', body);
      expect(answer.body).toEqual(missing.body);
      expect(await accountAt(id)).toEqual(before);
    }
    // And of staff's directory, every contact.
    expect((await ofStaff.send(method, `/Users/${elsewhere.id}`, body)).status).toBe(404);
  });

  it('to tell of an address elsewhere: a tech’s or another company’s becomes a contact of this company', async () => {
    const tech = await w.tech({ email: 'both@contoso.test' });
    const other = await w.contact({ companyId: fabrikam.id, email: 'other@contoso.test' });
    for (const [one, address] of [
      [tech, 'both@contoso.test'],
      [other, 'other@contoso.test'],
    ] as const) {
      const before = await accountAt(one.id);
      const user = await made(ofContoso, address, { displayName: 'Mallory' });
      expect(Number(user.id)).not.toBe(one.id);
      expect(await accountAt(user.id)).toMatchObject({ kind: 'contact', company_id: contoso.id });
      expect(await accountAt(one.id)).toEqual(before);
    }
    expect((await ofContoso.send('GET', `/Users?filter=id eq "${other.id}"`)).body.totalResults).toBe(0);
  });

  it('an address of another company’s domain, made or changed, unless its own contact has it already', async () => {
    const [here, there] = [await w.company(), await w.company()];
    await admin.call('PATCH', `/companies/${here.id}`, { domains: ['mine.example'] });
    const domains = ['theirs.example', 'müller.example'];
    expect((await admin.call('PATCH', `/companies/${there.id}`, { domains })).status).toBe(200);
    const ofHere = await directory(admin, url, { audience: 'company', companyId: here.id });
    const user = await made(ofHere, 'eve@mine.example');
    const mail = (value: string) => [{ type: 'work', value }];
    const put = userBody(user.userName, { emails: mail('ceo@THEIRS.example') });
    const answers = [
      await ofHere.send('POST', '/Users', userBody('ceo@theirs.example')),
      await ofHere.send('POST', '/Users', userBody('ceo', { emails: mail('CEO@Theirs.example') })),
      await ofHere.send('POST', '/Users', userBody('ceo@xn--mller-kva.example')),
      await ofHere.send('PUT', `/Users/${user.id}`, put),
      await ofHere.send('PATCH', `/Users/${user.id}`, patchBody({ op: 'replace', path: 'emails', value: mail('ceo@theirs.example') })),
    ];
    for (const { body } of answers)
      expect(body).toMatchObject({ status: '400', scimType: 'invalidValue', detail: expect.stringContaining('domain') });
    expect((await accountAt(user.id)).email).toBe('eve@mine.example');
    const { rows } = await w.db.execute(sql`select count(*)::int as n from accounts where email_key like 'ceo@%.example'`);
    expect(rows).toEqual([{ n: 0 }]);
    // Put there by hand, he is theirs to manage; and the company of the domain, and staff, are not held back.
    const guest = await w.contact({ companyId: here.id, email: 'guest@theirs.example' });
    expect((await made(ofHere, 'Guest@theirs.example')).id).toBe(String(guest.id));
    expect((await ofHere.send('PATCH', `/Users/${guest.id}`, rename)).status).toBe(200);
    const ofThere = await directory(admin, url, { audience: 'company', companyId: there.id });
    await made(ofThere, 'ceo@theirs.example');
    await made(ofStaff, 'ceo@theirs.example');
  });

  it('to prove more than it may: a session of the tech is not opened by the contact of his address', async () => {
    const tech = await w.tech({ email: 'proof@contoso.test' });
    const user = await made(ofContoso, 'proof@contoso.test');
    const contact = await w.session({ id: Number(user.id), email: 'proof@contoso.test', companyId: contoso.id });
    expect((await contact.call('GET', '/techs')).status).toBe(404);
    expect((await tech.call('GET', '/techs')).status).toBe(200);
  });

  it('a directory of staff what it was not allowed: taking over, and administrators', async () => {
    const old = await w.tech({ email: 'old@staff.test' });
    const chief = await w.tech({ role: 'master-admin', email: 'chief@staff.test' });
    expect((await ofStaff.send('POST', '/Users', userBody('old@staff.test'))).body).toMatchObject({
      status: '409',
      scimType: 'uniqueness',
    });
    const adopting = await directory(admin, url, { audience: 'staff', mayAdopt: true });
    expect((await adopting.send('POST', '/Users', userBody('chief@staff.test', { active: false }))).status).toBe(403);
    expect(await accountAt(chief.id)).toMatchObject({ active: true, email: 'chief@staff.test' });
    expect((await made(adopting, 'old@staff.test')).id).toBe(String(old.id));
    // Made an administrator by hand since: his address and name are safe, and taking him out is not.
    await admin.call('PATCH', `/techs/${old.id}`, { role: 'admin' });
    for (const body of [rename, patchBody({ op: 'replace', path: 'emails[type eq "work"].value', value: 'evil@x.test' })])
      expect((await adopting.send('PATCH', `/Users/${old.id}`, body)).status).toBe(403);
    const both = patchBody({ op: 'replace', value: { active: false, displayName: 'Mallory' } });
    expect((await adopting.send('PATCH', `/Users/${old.id}`, both)).body).toMatchObject({ active: false });
    expect((await accountAt(old.id)).name).not.toBe('Mallory');
    expect((await adopting.send('PATCH', `/Users/${old.id}`, patchBody({ op: 'replace', path: 'active', value: true }))).status).toBe(403);
  });

  it('to disable the last master administrator, by any way', async () => {
    const others = await w.db.execute<{ id: number }>(sql`select t.id from techs t join accounts a on a.id = t.id
      where t.role = 'master-admin' and a.active and t.id <> ${admin.id}`);
    const { id } = await made(ofAdmins, admin.email);
    expect(id).toBe(String(admin.id));
    await w.db.execute(sql`update accounts set active = false where id = any(${sql.param(others.rows.map((row) => row.id))}::int[])`);
    const all = [
      await ofAdmins.send('PATCH', `/Users/${id}`, off),
      await ofAdmins.send('PUT', `/Users/${id}`, userBody(admin.email, { active: false })),
      await ofAdmins.send('DELETE', `/Users/${id}`),
    ];
    for (const answer of all) expect(answer.body).toMatchObject({ status: '409', detail: expect.stringContaining('last active master') });
    expect((await accountAt(id)).active).toBe(true);
    expect((await ofAdmins.send('GET', `/Users/${id}`)).status).toBe(200);
    await w.db.execute(sql`update accounts set active = true where id = any(${sql.param(others.rows.map((row) => row.id))}::int[])`);
  });

  it('an account that belongs to another directory of the same company', async () => {
    const second = await directory(admin, url, { audience: 'company', companyId: contoso.id });
    const user = await made(ofContoso);
    expect((await second.send('POST', '/Users', userBody(user.userName))).body).toMatchObject({ scimType: 'uniqueness' });
    expect((await second.send('PATCH', `/Users/${user.id}`, off)).status).toBe(404);
    // Let go by the first, it may be taken over.
    await ofContoso.send('DELETE', `/Users/${user.id}`);
    expect((await made(second, user.userName)).id).toBe(user.id);
    expect((await ofContoso.send('GET', `/Users/${user.id}`)).status).toBe(404);
  });

  it('whoever was moved to another company, whose own directory may have him', async () => {
    const user = await made(ofContoso);
    const moved = await admin.call('POST', `/contacts/${user.id}/relocation`, { companyId: fabrikam.id, tickets: 'stay' });
    expect(moved.status, JSON.stringify(moved.body)).toBeLessThan(300);
    const before = await accountAt(user.id);
    expect((await ofContoso.send('PATCH', `/Users/${user.id}`, off)).status).toBe(404);
    expect((await ofContoso.send('DELETE', `/Users/${user.id}`)).status).toBe(404);
    expect(await accountAt(user.id)).toEqual(before);
    // Before the job that lets go, and after it.
    expect((await made(ofFabrikam, user.userName)).id).toBe(user.id);
    expect((await made(ofContoso, user.userName)).id).not.toBe(user.id);
    const other = await made(ofContoso);
    await admin.call('POST', `/contacts/${other.id}/relocation`, { companyId: fabrikam.id, tickets: 'stay' });
    await w.drain();
    expect((await ofContoso.send('GET', `/Users?filter=userName eq "${other.userName}"`)).body.totalResults).toBe(0);
  });

  it('whoever is a stub of a merge, and everybody once the company is one', async () => {
    const [loser, winner] = [await made(ofContoso), await made(ofContoso)];
    const merged = await admin.call('POST', '/merges', { kind: 'contact', loserId: Number(loser.id), winnerId: Number(winner.id) });
    expect(merged.status, JSON.stringify(merged.body)).toBeLessThan(300);
    await w.drain();
    for (const body of [off, patchBody({ op: 'replace', value: { active: true, emails: [{ value: unique(), type: 'work' }] } })])
      expect((await ofContoso.send('PATCH', `/Users/${loser.id}`, body)).status).toBe(404);
    expect(await accountAt(loser.id)).toMatchObject({ active: false, email: null });
    // The directory, which knows nothing of it, gets its person another account.
    expect((await made(ofContoso, loser.userName)).id).not.toBe(loser.id);
    const old = await w.company({ name: 'Old' });
    const ofOld = await directory(admin, url, { audience: 'company', companyId: old.id });
    const user = await made(ofOld);
    await w.db.execute(sql`update companies set merged_into_id = ${contoso.id}, active = false where id = ${old.id}`);
    expect((await ofOld.send('PATCH', `/Users/${user.id}`, off)).status).toBe(403);
    expect((await ofOld.send('POST', '/Users', userBody(unique()))).status).toBe(403);
  });

  it('a token that is no token, an API key, a cookie, and a token of SCIM in the API', async () => {
    for (const token of [null, 'x', 'scim_unknownunknownunknownunknown'])
      expect((await senderOf(url, token)('GET', '/Users')).status).toBe(401);
    const key = (await admin.call('POST', '/api-keys', { name: 'Key', scopes: ['*'] })).body.token;
    expect((await senderOf(url, key)('GET', '/Users')).status).toBe(401);
    expect((await senderOf(url, null)('GET', '/Users', undefined, { cookie: admin.cookie })).status).toBe(401);
    const answer = await w.anyone.call('GET', '/contacts', undefined, { authorization: `Bearer ${ofContoso.token}` });
    expect(answer).toMatchObject({ status: 401, body: { code: 'key.invalid' } });
  });
});

describe('conflicts', () => {
  it('a POST again is 409 uniqueness, and nothing is made', async () => {
    const user = await made(ofContoso, unique(), { externalId: 'again' });
    const again = await ofContoso.send('POST', '/Users', userBody(user.userName.toUpperCase(), { externalId: 'again' }));
    expect(again.body).toMatchObject({ status: '409', scimType: 'uniqueness' });
    // The same userName with another address would be two people of one name.
    const address = unique();
    const other = userBody(user.userName, { emails: [{ value: address, type: 'work' }] });
    expect((await ofContoso.send('POST', '/Users', other)).body).toMatchObject({ status: '409', scimType: 'uniqueness' });
    const { rows } = await w.db.execute(sql`select count(*)::int as n from accounts where email_key = ${address}`);
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('two at once make one', async () => {
    for (const from of [ofContoso, ofStaff]) {
      const body = userBody(unique());
      const both = await Promise.all([from.send('POST', '/Users', body), from.send('POST', '/Users', body)]);
      expect(both.map((answer) => answer.status).sort()).toEqual([201, 409]);
      expect(both.find((answer) => answer.status === 409)!.body.scimType).toBe('uniqueness');
      expect((await from.send('GET', `/Users?filter=userName eq "${body.userName}"`)).body.totalResults).toBe(1);
    }
  });

  it('an address that another contact of the company has', async () => {
    const taken = await w.contact({ companyId: contoso.id, email: unique() });
    const user = await made(ofContoso);
    const answer = await ofContoso.send(
      'PATCH',
      `/Users/${user.id}`,
      patchBody({ op: 'replace', path: 'emails', value: [{ value: taken.email, type: 'work' }] }),
    );
    expect(answer.body).toMatchObject({ status: '409', scimType: 'uniqueness' });
    expect((await accountAt(user.id)).email).toBe(user.userName);
  });

  it('a version that is not the last one', async () => {
    const user = await made(ofContoso);
    const tag = user.meta.version;
    const renamed = await ofContoso.send('PATCH', `/Users/${user.id}`, rename, { 'if-match': tag });
    expect(renamed.status).toBe(200);
    expect(renamed.headers.get('etag')).not.toBe(tag);
    expect((await ofContoso.send('PATCH', `/Users/${user.id}`, off, { 'if-match': tag })).status).toBe(412);
    expect((await ofContoso.send('DELETE', `/Users/${user.id}`, undefined, { 'if-match': tag })).status).toBe(412);
    const known = await fetch(`${url}/scim/v2/Users/${user.id}`, {
      headers: { authorization: `Bearer ${ofContoso.token}`, 'if-none-match': renamed.headers.get('etag')! },
    });
    expect(known.status).toBe(304);
  });
});

describe('emits', () => {
  it('every change under the name of the connection', async () => {
    const user = await made(ofContoso);
    await ofContoso.send('PATCH', `/Users/${user.id}`, off);
    const { rows } = await w.db.execute<{ name: string; via: unknown; origin: string; kind: string }>(
      sql`select name, actor->'via' as via, actor->>'kind' as kind, origin from events where entity_id = ${Number(user.id)} and entity_kind = 'contact' order by id`,
    );
    const via = { kind: 'scim', id: ofContoso.id, name: 'Contoso’s Entra' };
    expect(rows).toEqual(
      ['contact.created', 'contact.changed', 'account.accessChanged'].map((name) => ({ name, via, kind: 'system', origin: 'api' })),
    );
    const { body } = await admin.call('GET', `/scim-connections/${ofContoso.id}/activities`);
    expect(body.items.slice(0, 2)).toMatchObject([
      { action: 'user.disabled', account: { id: Number(user.id), kind: 'contact' }, subject: user.userName, status: 200, code: null },
      { action: 'user.created', status: 201, code: null },
    ]);
  });

  it('what was refused, in words', async () => {
    await ofContoso.send('POST', '/Users', userBody('no address'));
    const { body } = await admin.call('GET', `/scim-connections/${ofContoso.id}/activities?refused=true&limit=1`);
    expect(body.items).toMatchObject([
      {
        action: 'refused',
        subject: 'no address',
        status: 400,
        code: 'scim.invalidValue',
        detail: expect.stringContaining('e-mail address'),
      },
    ]);
    const { summary } = (await admin.call('GET', `/scim-connections/${ofContoso.id}`)).body;
    expect(summary.week.refused).toBeGreaterThan(0);
    expect(summary.week.created).toBeGreaterThan(0);
  });
});
